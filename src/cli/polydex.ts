#!/usr/bin/env node
/** The command `polydex`. */
import { runCommand } from './run-command.ts';

await runCommand(process.argv.slice(2));

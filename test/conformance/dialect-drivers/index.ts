/** The drivers, one a dialect. */
import { dialects } from '../../../src/dialects/registry.ts';
import type { Dialect } from '../../../src/http/plugin.ts';
import type { Driver } from './driver.ts';
import { highlevel } from './highlevel.ts';
import { native } from './native.ts';
import { servicem8 } from './servicem8.ts';
import { servicetitan } from './servicetitan.ts';
import { unified } from './unified.ts';
import { voipbin } from './voipbin.ts';

const drivers: readonly Driver[] = [native, servicem8, unified, servicetitan, voipbin, highlevel];

/** Every dialect of the registry with its driver. Throws for a dialect that has none: it would not be tested. */
export const driven: readonly { readonly name: string; dialect: Dialect; driver: Driver }[] =
  dialects.map((dialect) => {
    const driver = drivers.find(({ name }) => name === dialect.name);
    if (driver === undefined) throw new Error(`${dialect.name} has no driver in dialect-drivers`);
    return { name: dialect.name, dialect, driver };
  });

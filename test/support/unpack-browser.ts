/** Run as a process by `unpacked-browser.ts`: unpacks into what its environment calls the folder for temporary files. */
import chromium from '@sparticuz/chromium';

await chromium.executablePath();

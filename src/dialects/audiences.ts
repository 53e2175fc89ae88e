/** Every API by name, title and scopes, without its routes: what most commands need to know of the dialects. */
import { audience as highlevel } from './highlevel/audience.ts';
import { audience as native } from './native/audience.ts';
import { audience as servicem8 } from './servicem8/audience.ts';
import { audience as servicetitan } from './servicetitan/audience.ts';
import { audience as unified } from './unified/audience.ts';
import { audience as voipbin } from './voipbin/audience.ts';

export const audiences = [native, servicem8, unified, servicetitan, voipbin, highlevel];

/** `GET /callerid`: a number in, a line of text out. */
import { Type } from 'typebox';

export const CallerIdQuery = Type.Object({
  number: Type.String({ maxLength: 250, description: 'In any spelling' }),
  key: Type.Optional(
    Type.String({ description: 'A key that can do nothing but look up; others go into a header' }),
  ),
});

export const CallerName = Type.String({ description: 'Empty when nobody is known' });

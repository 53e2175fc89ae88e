/** Writes replies by their schemas, compiled when the first reply needs them. */
import fastJsonStringify from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import type { TSchema } from 'typebox';

/** Only declared members are written; a required one that is missing is an error. */
export const serializerCompiler: FastifySerializerCompiler<TSchema> = ({ schema }) => {
  let stringify: ((data: unknown) => string) | undefined;
  return (data: unknown) => {
    stringify ??= fastJsonStringify(schema);
    return stringify(data);
  };
};

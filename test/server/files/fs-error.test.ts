import { expect, test } from 'vitest';
import { isMissing, toHttpError } from '../../../src/main/server/files/fs-error.ts';
import { HttpError } from '../../../src/main/server/http/http-error.ts';

const path = '/home/owner/private/file.txt';

function errnoError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: something, open '${path}'`), { code, path, syscall: 'open' });
}

test.each([
  ...['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EINVAL'].map((code) => [code, 404] as const),
  ...['EACCES', 'EPERM'].map((code) => [code, 403] as const),
  // Too much is open; the stick was pulled out; the network drive is gone; on Windows another program holds the file.
  ...['EMFILE', 'ENFILE', 'ENOMEM', 'ETIMEDOUT', 'EBUSY', 'ECANCELED'].map((code) => [code, 503] as const),
  ...['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'UNKNOWN'].map((code) => [code, 503] as const),
])('%s is %i, and tells no path', (code, status) => {
  const error = toHttpError(errnoError(code));
  expect(error).toBeInstanceOf(HttpError);
  expect((error as HttpError).status).toBe(status);
  expect((error as HttpError).message).not.toContain('owner');
  expect(isMissing(errnoError(code))).toBe(status === 404);
});

test.each([
  ['an error of ours', new TypeError('undefined is not a function')],
  ['a bad descriptor: it was closed too early or twice', errnoError('EBADF')],
  ['a code that says nothing', errnoError('ERR_INVALID_ARG_TYPE')],
  ['no error', 'ENOENT'],
  ['nothing', undefined],
  ['an expected refusal', new HttpError(404, 'There is nothing here')],
])('%s stays what it is', (_name, error) => {
  expect(toHttpError(error)).toBe(error);
  expect(isMissing(error)).toBe(false);
});

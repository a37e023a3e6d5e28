import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where the certificate comes from: never from the project. */
export interface SigningInputs {
  readonly certificate?: string;
  readonly password?: string;
}

function findSigner(): string | undefined {
  const names = process.platform === 'win32' ? ['ZXPSignCmd.exe'] : ['ZXPSignCmd', 'ZXPSignCmd-64bit'];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Time-stamp servers that work with ZXPSignCmd 4.1 (CEP-Resources issues 358 and 541). */
const timeServer = process.platform === 'darwin' ? 'http://timestamp.apple.com/ts01' : 'http://timestamp.digicert.com/';

/**
 * Signs a staged folder to a ZXP with Adobe's ZXPSignCmd where it is installed (macOS and Windows only).
 * Returns a sentence that says what was done or why not; throws when the program itself fails.
 */
export function signExtension(folder: string, zxp: string, inputs: SigningInputs): string {
  const signer = findSigner();
  if (!signer) return `Not signed: ZXPSignCmd is not on PATH (there is none for Linux). On macOS or Windows: ZXPSignCmd -sign "${folder}" "${zxp}" CERTIFICATE.p12 PASSWORD -tsa ${timeServer}`;
  if (!inputs.certificate || inputs.password === undefined) return 'Not signed: give the certificate with --certificate and its password in ZXP_PASSWORD.';
  rmSync(zxp, { force: true });
  const run = spawnSync(signer, ['-sign', folder, zxp, inputs.certificate, inputs.password, '-tsa', timeServer], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`ZXPSignCmd failed: ${(run.stderr || run.stdout).trim()}`);
  return `Signed: ${zxp}`;
}

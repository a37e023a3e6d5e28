/**
 * What CEP 11 and 12 put into a page, re-typed from the documented interface (Adobe-CEP/CEP-Resources). Only the folder `bridge` may
 * import this file.
 */
export interface CepColour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export interface CepSkin {
  readonly baseFontFamily: string;
  readonly baseFontSize: number;
  readonly panelBackgroundColor: { readonly color: CepColour };
}

export interface CepEnvironment {
  readonly appName: string;
  readonly appVersion: string;
  readonly appLocale: string;
  readonly appSkinInfo: CepSkin;
}

export interface CepEvent {
  readonly type: string;
  readonly data: unknown;
}

export interface CepObject {
  evalScript(script: string, callback: (answer: string) => void): void;
  /** JSON text of a CepEnvironment. */
  getHostEnvironment(): string;
  /** An encoded `file://` address. */
  getSystemPath(kind: 'extension' | 'userData'): string;
  addEventListener(type: string, listener: (event: CepEvent) => void): void;
  removeEventListener(type: string, listener: (event: CepEvent) => void): void;
  invokeSync(name: string, argument: string): string;
  /** JSON list of `{keyCode, ctrlKey?, altKey?, shiftKey?, metaKey?}`: keys that the panel wants while it has the focus. */
  registerKeyEventsInterest(keys: string): void;
}

interface CepFileResult {
  readonly err: number;
  readonly data: string;
}

/** `window.cep`: dialogues and whole-file access without Node. */
export interface CepUtilities {
  readonly fs: {
    showSaveDialogEx(title: string, folder: string, types: readonly string[], name: string): CepFileResult;
    showOpenDialogEx(several: boolean, folders: boolean, title: string, folder: string, types: readonly string[]): { readonly err: number; readonly data: readonly string[] };
    writeFile(path: string, text: string): CepFileResult;
    readFile(path: string): CepFileResult;
  };
  readonly util: { openURLInDefaultBrowser(address: string): unknown };
}

export interface CepNode {
  require(name: string): unknown;
  readonly process: { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> };
}

interface CepWindow {
  readonly __adobe_cep__?: CepObject;
  readonly cep?: CepUtilities;
  readonly cep_node?: CepNode;
}

const cepWindow = (): CepWindow => window as unknown as CepWindow;

/** Undefined outside a host. */
export const cepObject = (): CepObject | undefined => cepWindow().__adobe_cep__;
export const cepUtilities = (): CepUtilities | undefined => cepWindow().cep;
/** Undefined when the page was reloaded in some CEP versions (CEP-Resources 335), or without `--enable-nodejs`. */
export const cepNode = (): CepNode | undefined => cepWindow().cep_node;

/** A `file://` address of CEP as a path: decoded fully, `%23` and `%3F` too, without the slash before a drive letter. */
export function pathOfAddress(address: string): string {
  const path = decodeURIComponent(address.replace(/^file:\/{2}(?=\/)/, '').replace(/^file:\/\//, ''));
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/** A path of any system as a `file://` address, every odd character encoded. */
export function addressOfPath(path: string): string {
  const slashed = path.replace(/\\/g, '/');
  const parts = slashed.split('/').map((part) => (/^[A-Za-z]:$/.test(part) ? part : encodeURIComponent(part)));
  return slashed.startsWith('//') ? `file:${parts.join('/')}` : `file://${slashed.startsWith('/') ? '' : '/'}${parts.join('/')}`;
}

export function readEnvironment(cep: CepObject): CepEnvironment {
  return JSON.parse(cep.getHostEnvironment()) as CepEnvironment;
}

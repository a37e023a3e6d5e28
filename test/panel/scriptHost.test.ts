import { expect } from 'chai';
import type { Failure } from '#contracts/failure';
import { FailureError } from '#core/failure/result';
import { addressOfPath, pathOfAddress, type CepObject } from '../../panel/bridge/cep.js';
import { cepHost } from '../../panel/bridge/cepHost.js';
import { readReply, ScriptHost } from '../../panel/bridge/scriptHost.js';

async function failureFrom(answer: string): Promise<Failure> {
  try {
    await new ScriptHost(() => Promise.resolve(answer)).call('removePlan', 'x');
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
  }
  throw new Error('it did not fail');
}

describe('scriptHost', () => {
  it('takes empty, undefined, broken and CEP\'s own error text for a lost bridge, never for a result', async () => {
    for (const answer of ['', 'undefined', 'EvalScript error.', '{"ok":', 'null ', '[]', '{"ok":2}']) {
      expect((await failureFrom(answer)).code, answer).to.equal('host.bridgeLost');
    }
  });

  it('carries the host\'s own sentence and step', async () => {
    const failure = await failureFrom('{"ok":0,"code":"selection.locked","message":"The layer A is locked.","line":7,"operation":"depth"}');
    expect(failure).to.deep.include({ code: 'selection.locked', message: 'The layer A is locked.', detail: 'step depth, line 7' });
  });

  it('sends a name and one ASCII string, whatever a path holds', async () => {
    const sent: string[] = [];
    const path = 'C:\\tmp\\"); alert(1); ("\u2028ü';
    await new ScriptHost((script) => {
      sent.push(script);
      return Promise.resolve('{"ok":1,"v":{"removed":0}}');
    }).call('removePlan', path);
    expect(sent[0]).to.match(/^\$\.global\.depthbeat\.removePlan\("[\x20-\x7e]*"\)$/);
    expect(JSON.parse(/\((.*)\)$/s.exec(sent[0])![1])).to.equal(path);
  });

  it('stays under a kilobyte for every call, whatever the name of the user', async () => {
    const sent: string[] = [];
    const host = new ScriptHost((script) => (sent.push(script), Promise.resolve('{"ok":1,"v":{}}')));
    const folder = `C:\\Users\\${'\u6f22'.repeat(64)}\\AppData\\Local\\depthbeat\\Data\\plans`;
    for (const call of ['applyPlan', 'applyPlans', 'resync', 'resyncPlans', 'removePlan', 'readGrid', 'bake', 'unbake'] as const) await host.call(call, `${folder}\\plan-0123456789ab.json`);
    for (const script of sent) expect(script.length, script.slice(0, 40)).to.be.below(1024);
    expect(sent).to.have.length(8);
  });

  it('asks one thing at a time, and goes on after one that failed', async () => {
    const running: string[] = [];
    let open = 0;
    const host = new ScriptHost(async (script) => {
      expect(++open).to.equal(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open--;
      running.push(script);
      return running.length === 1 ? '' : '{"ok":1,"v":{"removed":3}}';
    });
    const [first, second] = await Promise.allSettled([host.call('removePlan', 'a'), host.call('removePlan', 'b')]);
    expect(first.status).to.equal('rejected');
    expect(second).to.deep.equal({ status: 'fulfilled', value: { removed: 3 } });
  });

  it('reads a good reply as it is', () => {
    expect(readReply<{ a: number }>('{"ok":1,"v":{"a":1}}')).to.deep.equal({ a: 1 });
  });
});

describe('pathOfAddress', () => {
  it('gives real paths for both systems, signs and all', () => {
    expect(pathOfAddress('file:///Users/a%20b/c%23%3F.x')).to.equal('/Users/a b/c#?.x');
    expect(pathOfAddress('file:///C:/Program%20Files/x')).to.equal('C:/Program Files/x');
    expect(pathOfAddress('/already/a path')).to.equal('/already/a path');
  });
});

describe('addressOfPath', () => {
  it('leads back to the path, whatever its system and its signs', () => {
    expect(addressOfPath('C:\\My clips\\100% #1.mov Depthbeat\\report.html')).to.equal('file:///C:/My%20clips/100%25%20%231.mov%20Depthbeat/report.html');
    expect(addressOfPath('\\\\server\\share\\r.html')).to.equal('file://server/share/r.html');
    for (const path of ['/Users/a b/c#?.x', 'C:/Program Files/ümläut 🎬.html']) expect(pathOfAddress(addressOfPath(path))).to.equal(path);
  });
});

describe('cepHost', () => {
  const cepOf = (appName: string, answer: string): CepObject =>
    ({
      getHostEnvironment: () => JSON.stringify({ appName }),
      evalScript: (_script: string, callback: (text: string) => void) => callback(answer),
    }) as unknown as CepObject;

  it('says in Premiere why nothing can be done there, instead of asking a script that is not there', async () => {
    const failure = await cepHost(cepOf('PPRO', '')).call('describeSelection', '').then(() => undefined, (error: unknown) => (error as FailureError).failure);
    expect(failure).to.include({ code: 'plan.capabilityMissing' });
    expect(failure?.message).to.include('After Effects only');
  });

  it('speaks to After Effects through its one script call', async () => {
    expect(await cepHost(cepOf('AEFT', '{"ok":1,"v":{"removed":2}}')).call('removePlan', 'x')).to.deep.equal({ removed: 2 });
  });
});

import type { ListedModel } from '#contracts/helperProtocol';
import type { Session } from '../../app/session.js';
import { strings } from '../../strings.js';

const words = strings.models;

/** Takes a network from a file that the editor chooses; `listed`: it is that one of the registry. */
export async function addModelFile(session: Session, listed?: ListedModel): Promise<void> {
  await session.attempt(async () => {
    const { files, helper } = session.ports;
    const path = await files.choosePath(listed ? words.addListedTitle(listed.row.title) : words.addTitle, ['onnx']);
    if (path === undefined || path === '') return;
    const row = await helper.request('models.add', { path, ...(listed ? { listedAs: listed.row.id } : {}) });
    session.notices.add({ tone: 'good', message: words.added(row.title) });
    await session.models.reload();
  });
}

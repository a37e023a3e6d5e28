import { useCallback, useEffect, useState } from 'react';
import type { ListedModel } from '#contracts/helperProtocol';
import { useSession } from '../../app/useSession.js';
import { useStore } from '../../state/useStore.js';

/** All models of the registry, and a way to ask again after one came or went. */
export function useModels(): { readonly models: readonly ListedModel[]; readonly reload: () => void } {
  const session = useSession();
  const { helper } = session.ports;
  const isReady = useStore(helper.state).kind === 'ready';
  const [models, setModels] = useState<readonly ListedModel[]>([]);
  const reload = useCallback(() => void helper.request('models.list', {}).then(setModels, () => undefined), [helper]);
  useEffect(() => {
    if (isReady) reload();
  }, [isReady, reload]);
  return { models, reload };
}

import type { EncryptionKey } from '../../workers/codec.ts';

/** The histories kept here hold invented people only; the key is public so that everybody can replay them. */
export const historyKeys: readonly EncryptionKey[] = [
  { id: 'histories', key: new Uint8Array(Buffer.from('tenure: key of kept histories 01', 'utf8')) },
];

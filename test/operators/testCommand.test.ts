/// <reference types="jest" />
import { OPERATOR_WORDINGS } from '../../lib/operatorWordings/index';
import { type Order, SUB_COMMANDS } from '../../operators/subCommands';

const order = (roles: string[], words: string[]) =>
  ({
    user: { roles },
    words,
    testConnections: async (wanted: string) => `tried out: ${wanted}`,
  }) as unknown as Order;
const tryOut = SUB_COMMANDS.test;

test('/handover test tries out for an admin whatever he names', async () => {
  expect(await tryOut?.(order(['user', 'admin'], ['Genesys', 'Cloud']))).toBe('tried out: Genesys Cloud');
  expect(await tryOut?.(order(['admin'], []))).toBe('tried out: ');
});

test.each([[['livechat-manager', 'livechat-agent']], [['user']], [[]]])(
  '/handover test refuses somebody with the roles %p',
  async (roles) => {
    await expect(tryOut?.(order(roles, []))).rejects.toMatchObject({ code: 'not-allowed' });
  },
);

test.each(Object.keys(SUB_COMMANDS))('whoever asks for the usage is told of /handover %s', (name) => {
  for (const { usage } of Object.values(OPERATOR_WORDINGS)) expect(usage).toContain(`/handover ${name}`);
});

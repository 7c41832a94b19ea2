import { type Kind, kind, type Target } from '../kind.ts';

/** EventBridge delivers at least once: at once, or when all is over. */
export function deliveredTwice(): Kind {
  return kind<Target & { rule: string; skip: number; afterSeconds: number }>({
    name: 'delivered-twice',
    expected: 'the same end',
    strikesOn: (targetId) => ({ step: targetId.split('.')[0]! }),
    targets: ({ deliveries }) =>
      deliveries.flatMap((rule, index) => {
        const nth = deliveries.slice(0, index + 1).filter((other) => other === rule).length;
        const name = rule.replace(/^cloudhsm-lifecycle-dev-/, '').replace(/-[A-Za-z0-9]{12}$/, '');
        return [1, 300, 7200].map((afterSeconds) => ({ id: `${name}.${nth}.${afterSeconds}s`, rule, skip: nth - 1, afterSeconds }));
      }),
    arm: ({ rig: { home } }, { rule, skip, afterSeconds }) => {
      const before = home.events.deliveries.begun.length;
      home.events.deliveries.repeat({ rule, skip, afterSeconds });
      return () => home.events.deliveries.begun.slice(before).filter((delivery) => delivery.rule === rule).length > skip;
    },
  });
}

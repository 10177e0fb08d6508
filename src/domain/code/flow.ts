/** What an instruction does to the flow of control. */
export const FLOW = {
  next: 0,
  jump: 1,
  branch: 2,
  call: 3,
  return: 4,
  indirectJump: 5,
  indirectCall: 6,
  /** Nothing runs behind it: a trap, or a halt. */
  stop: 7,
} as const;
export type Flow = (typeof FLOW)[keyof typeof FLOW];

import { Deadline } from '#infrastructure/clock/deadline';
import { analyseCode } from './analyse-code';
import { Radare2Answers } from './radare2-answers';
import type { Radare2Session } from './radare2-session';
import { recipeFor } from './recipes';

/** Seconds that radare2 is given for each step, by what one command may take and by what there is in all. */
async function given(commandMs: number, totalMs: number): Promise<ReadonlySet<string>> {
  const recipe = recipeFor('standard', 'x86_64');
  if (recipe === undefined) throw new Error('There is no recipe');
  const asked: string[] = [];
  const run = (command: string): Promise<Buffer> => {
    asked.push(command);
    return Promise.resolve(Buffer.from(command.endsWith('aflc') ? '0' : '[]'));
  };
  const session: Pick<Radare2Session, 'run' | 'commandMs'> = { run, commandMs };
  await analyseCode(new Radare2Answers(session as Radare2Session, new Deadline(totalMs)), recipe, [], () => undefined);
  return new Set(asked.filter((each) => each.includes('anal.timeout')));
}

describe('analyseCode', () => {
  it('has radare2 end each step by itself before it would be ended', async () => {
    expect(await given(30_000, 1_200_000)).toEqual(new Set(["'e anal.timeout=27"]));
  });

  it('gives it what is left where that is less', async () => {
    expect(await given(Infinity, 100_900)).toEqual(new Set(["'e anal.timeout=85"]));
  });
});

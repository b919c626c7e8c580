/** Draws the figures of a finished attribution into its folder. */
import { join } from 'node:path';
import { intervalText, numberText } from '../../io/numberText.js';
import type { Attribution } from './prepareAttribution.js';
import { type Attributed, attributionNotes } from './runAttribution.js';
import type { Effect } from './shares.js';

/** Of these many groups the lines over time can be told apart. */
const DRAWN_GROUPS = 8;

/** say: where warnings go. An aborted signal stops between two figures: rejects with its reason. */
export function drawAttribution(attribution: Attribution, say: (text: string) => void, signal?: AbortSignal) {
  return async (folder: string, found: Attributed, identity: string): Promise<void> => {
    // Loaded only now: they take longer than many a run.
    const { writeFigure } = await import('../../figures/render.js');
    const { forestPlot } = await import('../../figures/forestPlot.js');
    const { shareCourse } = await import('../../figures/shareCourse.js');
    const { DOUBLE_COLUMN_MM } = await import('../../figures/theme.js');
    const { study, plan } = attribution;
    const { name } = study.loaded.scenario;
    const caption = attributionNotes(attribution, found).join(' ');
    const row = (label: string, { mean, low, high }: Effect) => ({
      label,
      value: mean,
      low,
      high,
      differs: low > 0 || high < 0,
      text: `${numberText(mean)} ${intervalText(low, high)}`,
    });
    const marks = { filled: '95 % interval without 0', hollow: 'with 0' };
    const { groups, mechanisms } = found.shares;
    const figures = [
      forestPlot({
        name: 'shares',
        title: `${name}: shares of ${plan.outcome}`,
        measure: `${plan.outcome}: what each group of mechanisms brings`,
        panels: [
          { title: 'Shapley share', rows: groups.map(({ group, shapley }) => row(group, shapley)) },
          { title: 'But for', rows: groups.map(({ group, butFor }) => row(group, butFor)) },
          { title: 'Alone', rows: groups.map(({ group, alone }) => row(group, alone)) },
        ],
        ...marks,
        caption,
        widthMm: DOUBLE_COLUMN_MM,
      }),
      forestPlot({
        name: 'mechanisms',
        title: `${name}: but-for effects on ${plan.outcome}`,
        measure: `${plan.outcome}: what is lost without each mechanism`,
        panels: [{ title: '', rows: mechanisms.map(({ mechanism, butFor }) => row(mechanism, butFor)) }],
        ...marks,
        caption,
        widthMm: DOUBLE_COLUMN_MM,
      }),
      ...(found.course.length > 0 && groups.length <= DRAWN_GROUPS
        ? [
            shareCourse({
              name: 'course',
              title: `${name}: shares of ${plan.outcome} over time`,
              heading: `${plan.outcome}: Shapley shares over time`,
              caption,
              groups: groups.map(({ group }, g) => ({
                group,
                points: found.course.map(({ time, shares }) => ({ time, ...shares.groups[g].shapley })),
              })),
            }),
          ]
        : []),
    ];
    for (const figure of figures) {
      // Lets signals through.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      const { warnings } = await writeFigure(join(folder, 'figures'), figure, { identity });
      for (const warning of warnings) say(`note ${warning}`);
    }
  };
}

import { type ForestRow, forestPlot } from '../../../figures/forestPlot/index.js';
import { shareCourse } from '../../../figures/shareCourse.js';
import { term } from '../../../figures/terms.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { numerals, words } from '../../../figures/words.js';
import { intervalText, numberText } from '../../../io/numberText.js';
import { mechanismById } from '../../../model/mechanisms/index.js';
import type { Attributed } from '../../attribution/attributed.js';
import type { Attribution } from '../../attribution/prepareAttribution.js';
import type { Effect } from '../../attribution/shares.js';
import { attributionNotes } from '../../attribution/shareTable.js';
import { type FigureKind, folderFigures } from '../kind.js';
import { outcomeWords } from '../outcomeWords.js';

/** Of these many groups the lines over time can be told apart. */
const DRAWN_GROUPS = 8;

export interface FinishedAttribution {
  readonly attribution: Attribution;
  readonly folder: string;
  readonly found: Attributed;
}

const row = (label: string, { mean, low, high }: Effect): ForestRow => ({
  label,
  value: mean,
  low,
  high,
  differs: low > 0 || high < 0,
  text: numerals(`${numberText(mean)} ${intervalText(low, high)}`),
});

/** What the figures of an attribution share. */
const common = ({ attribution, found }: FinishedAttribution) => ({
  name: attribution.study.loaded.scenario.name,
  outcome: outcomeWords(
    attribution.study.loaded.scenario.observe.outcomes[0],
    attribution.study.loaded.scenario,
  ),
  caption: attributionNotes(attribution, found).join(' '),
  marks: { filled: words`95% interval without 0`, hollow: words`with 0` },
});

const shares: FigureKind<FinishedAttribution> = {
  id: 'shares',
  question: 'How much of the outcome rests on each group of mechanisms?',
  standard: true,
  lacks: () => null,
  figures(source) {
    const { name, outcome, caption, marks } = common(source);
    const { groups } = source.found.shares;
    return [
      forestPlot({
        name: 'shares',
        title: words`${name}: shares of ${outcome}`,
        measure: words`${outcome}: what each group of mechanisms brings`,
        panels: [
          {
            title: words`Shapley share`,
            rows: groups.map(({ group, shapley }) => row(term(group), shapley)),
          },
          { title: words`But for`, rows: groups.map(({ group, butFor }) => row(term(group), butFor)) },
          { title: words`Alone`, rows: groups.map(({ group, alone }) => row(term(group), alone)) },
        ],
        ...marks,
        caption,
        widthMm: DOUBLE_COLUMN_MM,
      }),
    ];
  },
};

const mechanisms: FigureKind<FinishedAttribution> = {
  id: 'mechanisms',
  question: 'What would be lost without each single mechanism?',
  standard: true,
  lacks: () => null,
  figures(source) {
    const { name, outcome, caption, marks } = common(source);
    const rows = source.found.shares.mechanisms.map(({ mechanism, butFor }) =>
      row(term(mechanismById(mechanism).label), butFor),
    );
    return [
      forestPlot({
        name: 'mechanisms',
        title: words`${name}: but-for effects on ${outcome}`,
        measure: words`${outcome}: what is lost without each mechanism`,
        panels: [{ title: '', rows }],
        ...marks,
        caption,
        widthMm: DOUBLE_COLUMN_MM,
      }),
    ];
  },
};

const course: FigureKind<FinishedAttribution> = {
  id: 'course',
  question: 'How do the shares of the groups change over time?',
  standard: true,
  lacks({ found }) {
    if (found.course.length === 0) return 'an outcome that has a course over time';
    return found.shares.groups.length <= DRAWN_GROUPS ? null : `at most ${DRAWN_GROUPS} groups`;
  },
  figures(source) {
    const { name, outcome, caption } = common(source);
    return [
      shareCourse({
        name: 'course',
        title: words`${name}: shares of ${outcome} over time`,
        heading: words`${outcome}: Shapley shares over time`,
        caption,
        groups: source.found.shares.groups.map(({ group }, g) => ({
          group: term(group),
          points: source.found.course.map(({ time, shares: at }) => ({ time, ...at.groups[g].shapley })),
        })),
      }),
    ];
  },
};

/** What the folder of `attribute` can show. */
export const attributionFigures = folderFigures([shares, mechanisms, course]);

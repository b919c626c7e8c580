/** The files that `init` writes. In the study, `# ` starts a comment and `#key` a line that can be switched on. */

export const STUDY_FILE = 'study.yaml';
export const COUNTERFACTUAL_FILE = 'without-benchmarking.yaml';

const schemaLine = '# yaml-language-server: $schema=./scenario.schema.json\n';

export const studyYaml = `${schemaLine}
# A study for fastpolicy. Lines that start with '# ' are comments; lines that start with '#' alone are examples:
# take the # away to switch them on. All numbers here are assumptions, there to be replaced.
# After each change: fastpolicy check study.yaml

name: My study
why: does benchmarking among the members of a charter spread welcoming policies?
# Where the numbers come from.
#source: my own data, 2024

# The random draws follow from the seed (any text) alone. Left out, it is the name of this file.
seed: study
replicates: 50

# A file can take over another and change it; lists are replaced, null removes.
#extends: another-study.yaml

# The run covers [start, end). Times are decimal years or dates (2015-09-01).
time: { start: 2010, end: 2025, stepsPerYear: 4 }

# Cities: of the gazetteer, made up, or of a file of yours; and what is drawn where no column gives it.
# fastpolicy list attributes
cities:
  gazetteer: { country: [BE, NL], population: { from: 100000 } }
#  synthetic: { count: 200, countries: { A: 0.6, B: 0.4 } }
#  file: cities.csv                 # one city a row; only an id is needed
#  columns: { immigrantShare: { column: foreign_born_percent, divide: 100 } }
#  impute: { immigrantShare: median }
  attributes:
    immigrantShare: { beta: [2, 16] }
    orientation: { normal: [0.1, 0.4], within: [-1, 1] }
    civilSociety: { beta: [3, 3] }
    correlations: { 'immigrantShare,orientation': 0.3 }

# National lines: -1 supportive, +1 hostile. A level holds until the next; a pulse fades.
#nations:
#  NL: { pressure: [{ at: 2010, level: 0.3 }, { at: 2015-09-01, pulse: 0.4, halfLife: 1 }] }
# Regions add to their nation: pressure, laws against policies, coordinators of networks.
#regions: { Utrecht: { pressure: [{ at: 2016, level: -0.2 }], preempts: [{ policy: welcoming, from: 2018, force: 0.5 }] } }

# What cities can hold: shipped policies (fastpolicy list policies), or your own.
policies:
  welcoming: {}
#  my-policy: { label: My policy, direction: 1, conflict: 0.2 }     # and its mechanisms, below

# City networks: shipped ones (fastpolicy list networks), or your own.
networks:
  my-charter:
    label: My charter
    from: 2010
    migrationShare: 1
    functions: { practical: 0.6, symbolic: 0.6 }
    founders: { take: 5, by: population }
    join: { baseline: { perYear: 0.03 }, orientation: 0.7, need: 0.5, emulation: 1.5 }
    leave: { baseline: { perYear: 0.01 } }
    benchmark: { peers: 5, by: [population, immigrantShare, orientation] }
#  eurocities: {}

# Recorded memberships (city,network,from,to) instead of simulated ones.
#memberships: { file: memberships.csv }

# Who looks at whom: generated (fastpolicy list ties), from a file (source,target[,weight]; GraphML, GEXF), or none.
ties: { generator: gravity, meanDegree: 6 }
#ties: { file: ties.csv, directed: false }

# How the examples of others add up: weights of tied cities and of fellow members.
exposure: { layers: { ties: 1, networks: 1 } }

# How cities decide: by rates of events (hazard), which the mechanisms below make up. The others decide on declaring
# themselves, so that declare goes: { rule: threshold }, with a threshold of each city, or { rule: bass, p: 0.01, q: 0.4 }.
decision: { rule: hazard }

# Why cities adopt: ln(events a year) where all terms are 0, and what one unit of each mechanism adds to it.
# fastpolicy list mechanisms
mechanisms:
  welcoming:
    declare: { baseline: -4, need: 0.5, orientation: 0.8, emulation: 1.2, benchmarking: 1.5 }
    implement: { baseline: { perYear: 0.1 }, civilSociety: 0.8, membership: 0.6 }
    repeal: { baseline: { perYear: 0.005 }, orientation: -0.6 }
#  my-policy: { declare: { baseline: -4, emulation: 1 } }

# What moves by itself: hostility mobilises civil society in progressive cities, cities vote, immigrant shares grow.
#dynamics: { mobilisation: 0.3, elections: { cycle: 4 }, growth: { perYear: 0.01 } }

# Arrival waves: newcomers, and talk of them, in some cities.
#shocks: [{ at: 2015-09-01, share: 0.01, salience: 0.5, cities: { population: { from: 200000 } } }]

# What cities move: their fellow members, their nation, results that others learn from, designs that are copied.
#feedback: { socialisation: 0.1, advocacy: { pushes: { welcoming: -0.3 } }, outcomes: {}, design: {} }

# Mechanisms that are off in every policy, network and transition.
#off: [branding]

# In another file, which extends this one: the same past to the last bit; from the date on, what that file says.
#branch: { at: 2017, from: study.yaml }

# Who holds a policy from the start (city,policy,stage,time).
#adopters: { file: adopters.csv }

# What is recorded: a row of series.csv every so many years, for these groups; and a column of runs.csv each outcome.
# fastpolicy list outcomes
observe:
  every: 0.25
  groups: { members: { memberOf: my-charter }, large: { population: { from: 200000 } } }
#  by: [country]
#  events: false                    # no events.csv, for very large studies
  outcomes:
    - adopted: share:welcoming
    - implemented: share:welcoming.implemented
    - amongMembers: share:welcoming/members
    - timeTo25:welcoming

# What was observed in the world: drawn into the figures, never part of the simulation.
#observed:
#  - { outcome: members:my-charter, points: [[2012, 8], [2020, 15]], source: the charter's own list }
`;

export const counterfactualYaml = `${schemaLine}name: My study without benchmarking
extends: study.yaml
off: [benchmarking]
`;

export const readme = `# My study

\`study.yaml\` is a study that runs as it is; its comments say what everything is. \`${COUNTERFACTUAL_FILE}\` is the same
world without one mechanism, in three lines: all else, every draw included, stays as it was.

What to type, in this folder. (Where npx does not find fastpolicy, because this folder lies elsewhere: type it in the folder in
which fastpolicy is installed, with the path of this one before the names of files.)

    npx fastpolicy check study.yaml                     is it in order?
    npx fastpolicy run study.yaml                       results and figures in out/study
    npx fastpolicy run ${COUNTERFACTUAL_FILE}
    npx fastpolicy reproduce out/study                  do the files still hold, and does the run repeat?

To look around:

    npx fastpolicy list mechanisms                      why cities adopt, with sources
    npx fastpolicy list mechanisms emulation            all about one
    npx fastpolicy list networks                        the city networks that ship
    npx fastpolicy list outcomes                        what can be measured

To try a number without editing:

    npx fastpolicy run study.yaml --set mechanisms.welcoming.declare.emulation=0 --out out/no-emulation

In \`out/study\`: \`runs.csv\` has a row a replicate and a column an outcome, \`series.csv\` the curves, \`events.csv\` every
adoption with what brought it about, \`figures/\` the figures, \`manifest.json\` what is needed to repeat the run. In R:
\`read.csv("out/study/runs.csv")\`; in Stata: \`import delimited out/study/runs.csv\`.

\`scenario.schema.json\` is for your editor: with the YAML extension of VS Code it completes names and shows help.
`;

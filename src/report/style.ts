/** How the page looks: on a screen, on a narrow one, and on paper. */

export const style = `
:root { --ink: #1c1f23; --soft: #565d66; --line: #d9dde2; --wash: #f5f6f8; --accent: #00568a; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; color: var(--ink); background: #fff; font: 400 16px/1.6 Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif; font-feature-settings: 'kern'; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; z-index: 3; }
.page { display: grid; grid-template-columns: 13.5rem minmax(0, 62rem); gap: 0 3.5rem; justify-content: center; padding: 0 2rem 5rem; }
header { grid-column: 2; padding: 3.2rem 0 .4rem; }
nav { grid-row: 1 / span 2; grid-column: 1; }
nav ol { position: sticky; top: 0; margin: 0; padding: 3.6rem 0 2rem; list-style: none; font-size: .875rem; line-height: 1.4; }
nav a { display: block; padding: .28rem 0 .28rem .8rem; border-left: 2px solid var(--line); color: var(--soft); text-decoration: none; }
nav a:hover, nav a:focus-visible { color: var(--accent); border-color: var(--accent); }
main { grid-column: 2; overflow-wrap: break-word; }
section:first-of-type h2 { border-top: 0; margin-top: 1rem; }
h1, h2, h3, h4, h5, h6 { font-weight: 600; line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2rem; letter-spacing: -.012em; margin: .2rem 0 .6rem; }
h2 { font-size: 1.4rem; letter-spacing: -.008em; margin: 3.4rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.06rem; margin: 2rem 0 .5rem; } h4 { font-size: .95rem; margin: 1.5rem 0 .3rem; } h5, h6 { font-size: .9rem; margin: 1.2rem 0 .2rem; }
p, ul, ol { max-width: 44rem; margin: .6rem 0; } li { margin: .35rem 0; } a { color: var(--accent); }
.kind { color: var(--soft); font-size: .875rem; margin: 0; } .lead { font-size: 1.12rem; line-height: 1.5; }
.note { color: var(--soft); font-size: .875rem; line-height: 1.5; }
.findings { padding-left: 0; list-style: none; } .findings li { padding-left: 1rem; border-left: 2px solid var(--line); margin: .6rem 0; overflow-wrap: anywhere; }
dl { margin: 1rem 0; font-size: .9375rem; } dl div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font: .85em/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
pre { background: var(--wash); padding: .9rem 1.1rem; overflow-x: auto; overflow-wrap: normal; border-radius: 4px; font-size: .78rem; }
.wide { overflow-x: auto; margin: 1.2rem 0; }
table { border-collapse: collapse; font-size: .8125rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .45rem; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem 1.1rem .3rem 0; border-bottom: 1px solid #e8ebee; min-width: 3.5rem; max-width: 26rem; }
thead th { border-bottom: 1.5px solid var(--ink); vertical-align: bottom; } tbody th { font-weight: 400; } .heading th { font-weight: 600; padding-top: .8rem; }
.numeric td, .numeric thead th:not(:first-child) { text-align: right; white-space: nowrap; } td code { white-space: nowrap; }
details { margin: .7rem 0; } summary { cursor: pointer; padding: .35rem 0; color: var(--accent); font-weight: 600; font-size: .9375rem; }
.formula { overflow-x: auto; overflow-y: hidden; padding: .2rem 0; }
figure { margin: 2.2rem 0 3rem; } figcaption { max-width: 46rem; font-size: .875rem; line-height: 1.5; margin-top: .6rem; }
.stage { overflow-x: auto; overflow-y: hidden; } .stage svg { display: block; width: var(--px); max-width: 100%; height: auto; overflow: visible; }
.stage svg * { pointer-events: none; } .stage svg [data-row] { pointer-events: all; }
.stage .off { display: none; } .stage .told { stroke: #000; stroke-width: 1.4px; paint-order: stroke; }
.switches { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .3rem 0 .8rem; font-size: .875rem; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; } legend { float: left; padding: .1rem .7rem 0 0; color: var(--soft); }
label { display: inline-block; margin-right: .8rem; padding: .1rem 0; cursor: pointer; } input[type=checkbox] { accent-color: var(--accent); vertical-align: -1px; }
.tools { font-size: .875rem; } button, .save { font: inherit; color: var(--accent); background: none; border: 1px solid #aab3bd; border-radius: 4px; padding: .22rem .7rem; text-decoration: none; cursor: pointer; display: inline-block; margin-right: .4rem; }
button:hover, .save:hover { background: var(--wash); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#value { position: fixed; z-index: 2; pointer-events: none; background: #fff; color: var(--ink); border: 1px solid #8a939d; border-radius: 4px; box-shadow: 0 2px 10px rgb(0 0 0 / .14); padding: .4rem .65rem; font-size: .8125rem; line-height: 1.4; white-space: pre-line; max-width: 22rem; font-variant-numeric: tabular-nums; }
#value:empty { visibility: hidden; }
footer { grid-column: 2; margin-top: 4rem; color: var(--soft); font-size: .8125rem; }
@media screen and (max-width: 70rem) {
  .page { display: block; padding: 0 1.25rem 3rem; } header { padding-top: 1.8rem; } h1 { font-size: 1.6rem; }
  nav ol { position: static; columns: 2; padding: .8rem 0 0; }
  dl div { grid-template-columns: minmax(0, 1fr); } dt { font-size: .8125rem; }
  .stage svg { min-width: min(calc(var(--mm) * 3.1px), 33rem); }
}
@media print {
  @page { size: A4; margin: 18mm 17mm; }
  body { font-size: 9.5pt; line-height: 1.45; } .page { display: block; padding: 0; } header { padding: 0; }
  nav, .skip, .tools, .switches, #value { display: none; }
  h2 { margin-top: 9mm; } h2, h3, h4, h5, summary, caption { break-after: avoid; } figure, tr, li, dl div { break-inside: avoid; }
  p, ul, ol, figcaption { max-width: none; orphans: 3; widows: 3; }
  .wide, .stage, pre, .formula { overflow: visible; } pre { white-space: pre-wrap; font-size: 6.5pt; } pre.scenario { columns: 2; padding: 0; background: none; } table { font-size: 7.2pt; width: 100%; } th, td { padding-right: 2mm; min-width: 0; }
  .numeric td, .numeric thead th:not(:first-child), td code { white-space: normal; overflow-wrap: anywhere; }
  .stage svg { width: calc(var(--mm) * 1.15mm); max-width: 100%; min-width: 0; }
  details::details-content { content-visibility: visible; display: block; height: auto; } summary { list-style: none; color: var(--ink); }
  a { color: inherit; text-decoration: none; } thead { display: table-header-group; }
}
`;

/** Light and dark by the reader's own setting, narrow screens, paper. Contrast is at least 4.5 to 1 in both. */
export const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --card: #f6f8fa; --link: #0550ae;
  --critical: #a40e26; --high: #953800; --medium: #7d4e00; --low: #0550ae; --good: #116329; --shade: #eaeef2; }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9ea7b3; --line: #30363d; --card: #161b22; --link: #79c0ff;
  --critical: #ff9492; --high: #ffb757; --medium: #f0ca6a; --low: #79c0ff; --good: #6fdd8b; --shade: #21262d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .25rem 0; }
a { color: var(--link); }
code { font: .875em ui-monospace, monospace; background: var(--shade); padding: .1em .3em; border-radius: 4px; }
.soft { color: var(--soft); font-size: .875rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 1rem 0; list-style: none; }
.counts li { flex: 1 1 8rem; border: 1px solid var(--line); border-left-width: 6px; border-radius: 6px; padding: .5rem .75rem; background: var(--card); }
.counts strong { display: block; font-size: 1.75rem; line-height: 1.2; }
.critical { border-left-color: var(--critical) !important; } .high { border-left-color: var(--high) !important; }
.medium { border-left-color: var(--medium) !important; } .low { border-left-color: var(--low) !important; }
.mark { font-weight: 600; } .mark.critical { color: var(--critical); } .mark.high { color: var(--high); }
.mark.medium { color: var(--medium); } .mark.low { color: var(--low); } .good { color: var(--good); }
form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 0 0 1rem; }
fieldset { border: 1px solid var(--line); border-radius: 6px; padding: .25rem .75rem; margin: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
legend { font-size: .875rem; color: var(--soft); }
input[type=search] { font: inherit; padding: .3rem .5rem; border: 1px solid var(--soft); border-radius: 6px; background: var(--paper); color: inherit; width: 100%; }
form > label { flex: 1 1 14rem; }
.finding, .card { border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; background: var(--card); margin: 0 0 .75rem; }
.finding { border-left-width: 6px; }
.finding header { padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; max-width: none; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: .75rem; }
.card { margin: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .75rem; margin: .5rem 0 0; font-size: .875rem; }
dt { color: var(--soft); } dd { margin: 0; }
svg { display: block; width: 100%; height: auto; margin: .5rem 0; }
svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
.zone { fill: none; stroke: var(--line); } .hsm { fill: var(--good); } .hsm.wrong { fill: var(--critical); } .hsm.passing { fill: var(--medium); }
.hsm.absent { fill: none; stroke: var(--critical); stroke-dasharray: 3 2; } .axis { stroke: var(--line); } .dot { fill: var(--good); } .dot.wrong { fill: var(--high); }
.bar.critical { fill: var(--critical); } .bar.high { fill: var(--high); } .bar.medium { fill: var(--medium); } .bar.low { fill: var(--low); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; } th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.wide { overflow-x: auto; }
footer { margin-top: 3rem; padding-bottom: 2rem; }
[hidden] { display: none !important; }
@media print { form, .skip { display: none; } .finding, .card { break-inside: avoid; } [hidden] { display: block !important; } body { font-size: 11pt; } }
`;

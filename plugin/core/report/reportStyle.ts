/** Dark like the hosts; lamps differ by their word and shape too, not by colour alone. Printed: dark on white. */
export const reportStyle = `
:root{color-scheme:dark;--back:#1d1d20;--text:#dedee2;--faint:#9a9aa4;--rule:#3a3a40;--good:#5fc27e;--fair:#e0b04a;--poor:#f0705f}
body{margin:0;background:var(--back);color:var(--text);font:14px/1.5 system-ui,sans-serif}
main{max-width:960px;margin:0 auto;padding:24px}
h1{font-size:20px;font-weight:600;overflow-wrap:anywhere}
h2{font-size:16px;font-weight:600;margin:0 0 8px;font-variant-numeric:tabular-nums}
small,.faint,figcaption{color:var(--faint);font-size:12px;font-weight:400}
a{color:inherit}
table{border-collapse:collapse;margin:16px 0;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:2px 20px 2px 0;border-bottom:1px solid var(--rule)}
th{color:var(--faint);font-weight:400}
section{border-top:1px solid var(--rule);padding:20px 0;break-inside:avoid}
figure{margin:0}
img{max-width:100%;height:auto;display:block;background:#000}
.lamps{list-style:none;padding:0;margin:12px 0}
.lamps li::before,td.good::before,td.fair::before,td.poor::before{display:inline-block;width:1.2em;color:var(--lamp)}
.good{--lamp:var(--good)}.fair{--lamp:var(--fair)}.poor{--lamp:var(--poor)}
.lamps .good::before,td.good::before{content:"●"}.lamps .fair::before,td.fair::before{content:"◐"}.lamps .poor::before,td.poor::before{content:"▲"}
.lamps b{color:var(--lamp);font-weight:600}
.graphs{display:grid;grid-template-columns:1fr 1fr;gap:16px}
svg{display:block;width:100%;height:72px;background:#151517}
path{fill:none;stroke-width:1.5;vector-effect:non-scaling-stroke;stroke:var(--text)}
path.fair,path.poor{stroke:var(--lamp);stroke-width:1;stroke-dasharray:4 4}
@media print{:root{color-scheme:light;--back:#fff;--text:#111;--faint:#555;--rule:#ccc}svg{background:#f2f2f2}}
`;

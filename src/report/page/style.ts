// How a page looks: on a light or a dark screen, and on paper.

import { colourVariables } from "../palette.ts";

export function styleSheet(): string {
  return `
:root{color-scheme:light dark;${colourVariables("light")}}
@media (prefers-color-scheme:dark){:root{${colourVariables("dark")}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999px}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem}
header,nav,main,footer{max-width:980px;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .35rem;overflow-wrap:anywhere}
h2{font-size:1.35rem;line-height:1.3;margin:3rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.02rem;margin:0 0 .25rem}
p{max-width:72ch;margin:.6rem 0;overflow-wrap:anywhere}
.facts{color:var(--muted);margin:0 0 1rem}
.question{font-size:1.2rem;max-width:60ch}
.warning{border-left:4px solid var(--product-1);padding:.4rem .9rem;background:var(--panel)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;padding:0;margin:1.25rem 0 0;font-size:.92rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(165px,1fr));gap:.9rem;margin:1.4rem 0}
.tiles div{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem}
.tiles div{display:flex;flex-direction:column}
.tiles dt{flex:1;color:var(--muted);font-size:.86rem}
.tiles dd{margin:0}
.tiles .value{font-size:1.55rem;font-weight:650;line-height:1.3}
.tiles .note{color:var(--muted);font-size:.86rem}
.words{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.35rem 1.2rem;font-size:.93rem;max-width:82ch}
.words dt{font-weight:600;overflow-wrap:anywhere}
.words dd{margin:0}
figure{margin:1.75rem 0;break-inside:avoid}
figure svg{display:block;width:100%;height:auto;overflow:visible;font-family:inherit}
figcaption{margin-top:.45rem;font-size:.93rem;color:var(--muted);max-width:82ch}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;margin:.3rem 0 .4rem;padding:0;font-size:.88rem}
.legend span{display:inline-block;width:.95em;height:.95em;margin-right:.4em;vertical-align:-.1em;border:1px solid var(--muted);border-radius:2px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scroll{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;font-size:.88rem;width:100%}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;padding:.28rem .8rem .28rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
th{color:var(--muted);font-weight:600}
td.number,th.number{text-align:right;white-space:nowrap;overflow-wrap:normal}
details{margin:.5rem 0;font-size:.93rem}
summary{cursor:pointer;color:var(--accent)}
pre{overflow:auto;max-height:32rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.8rem 1rem;font-size:.82rem;line-height:1.45}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2.5rem;color:var(--muted);font-size:.86rem;border-top:1px solid var(--line)}
@media print{
:root{color-scheme:light;${colourVariables("light")}}
body{font-size:10.5pt}
nav,.skip{display:none}
header,main,footer{max-width:none;padding:0}
h2,h3{break-after:avoid}
pre{max-height:none;white-space:pre-wrap}
svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`.trim();
}

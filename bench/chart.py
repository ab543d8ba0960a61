"""The benchmark's picture: ratios to the peer, and shares of what the machine allows, as SVG."""

import html
import math

ROW, LABEL, WIDTH, GAP = 14, 300, 330, 40
COLOURS = {1: "#3b6ea5", 2: "#d08b2c"}
STYLE = "text{font:10px sans-serif;fill:#222}.grid{stroke:#ccc}.one{stroke:#000}svg{background:#fff}"


def bars(rows, field, left, position, digits):
    """One panel: a bar for each row that has the field."""
    out = []
    for index, row in enumerate(rows):
        value = row[field]
        if value is None:
            continue
        y = 40 + index * ROW
        start, end = sorted((position(1.0) if field == "ratio" else left, position(value)))
        colour = COLOURS.get(row["threads"], "#888")
        out.append(f'<rect x="{start:.1f}" y="{y + 2}" width="{max(end - start, 1):.1f}" height="{ROW - 4}" fill="{colour}"/>')
        out.append(f'<text x="{end + 3:.1f}" y="{y + 10}">{value:.{digits}f}</text>')
    return out


def draw(rows):
    """rows: the benchmark's objects."""
    highest = max([2.0] + [row["ratio"] for row in rows if row["ratio"]])
    left = [LABEL, LABEL + WIDTH + GAP]
    top, bottom = 40, 40 + ROW * len(rows)

    def ratio_at(value):
        low, high = math.log(0.5), math.log(highest)
        return left[0] + (WIDTH - 40) * (math.log(max(value, 0.5)) - low) / (high - low)

    def share_at(value):
        return left[1] + (WIDTH - 60) * min(value, 1.2) / 1.2

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left[1] + WIDTH}" height="{bottom + 20}">',
        f"<style>{STYLE}</style>",
        f'<text x="{left[0]}" y="16">time of PyTorch / time of nnlite (logarithmic)</text>',
        f'<text x="{left[1]}" y="16">roofline: share of what the machine allows (beyond 1: held by the cache)</text>',
        f'<text x="8" y="16" style="fill:{COLOURS[1]}">1 thread</text>',
        f'<text x="68" y="16" style="fill:{COLOURS[2]}">2 threads</text>',
    ]
    marks = [value for value in (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if value <= highest]
    for value in marks:
        x = ratio_at(value)
        kind = "one" if value == 1 else "grid"
        out.append(f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>')
        out.append(f'<text x="{x:.1f}" y="32">{value:g}</text>')
    for value in (0, 0.25, 0.5, 0.75, 1):
        x = share_at(value)
        kind = "one" if value == 1 else "grid"
        out.append(f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>')
        out.append(f'<text x="{x:.1f}" y="32">{value:g}</text>')
    for index, row in enumerate(rows):
        other = "" if row["peer"] in (None, "torch") else f", over {row['peer']}"
        out.append(f'<text x="8" y="{50 + index * ROW}">{html.escape(row["cell"] + other)}</text>')
    out += bars(rows, "ratio", left[0], ratio_at, 1)
    out += bars(rows, "limit_share", left[1], share_at, 2)
    return "\n".join(out + ["</svg>", ""])

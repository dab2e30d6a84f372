#!/usr/bin/env python3
"""Writes the invented road network of the example town, in OpenStreetMap's XML, and what a flood closes of it.

No map data was used: a grid of about 1.2 km around the made-up centre, each crossing pushed a little aside, a river
with five bridges, a railway with six crossings, and an access road to each of the 17 sites. The same seed writes
the same bytes:

    python3 Examples/make-roads.py            # writes the files anew
    python3 Examples/make-roads.py --check    # says which files differ, exit status 1 if any does

A closure is a speed of 0 between two nodes, in both directions, as `osrm-contract --segment-speed-file` reads it.
"""

import importlib.util
import math
import pathlib
import sys
from xml.sax.saxutils import quoteattr

FOLDER = pathlib.Path(__file__).resolve().parent
SEED = 20250708
ROWS, COLUMNS = 20, 20
SOUTH, NORTH = 31.360, 31.570
WEST, EAST = 104.630, 104.870

# By row of the grid, from the south. What a flood closes stands under water first.
BRIDGES = {2: "十里桥", 7: "南坝桥", 10: "青石桥", 12: "柳湾桥", 17: "望月桥"}
CROSSINGS = {
    3: ("双堰跨线桥", False), 6: ("枣园跨线桥", False), 8: ("石塘路铁路桥洞", True), 10: ("火车站下沉通道", True),
    13: ("青杠下穿道", True), 16: ("马家跨线桥", False),
}
# One more underpass, on the road beside site F06: row of the grid and the column west of it.
TUNNEL = (10, 4, "科创园下穿隧道")
STREETS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"

# Kind of road by its place in the grid: every fourth is a main road. Speed limits in km/h; the car profile
# drives at 0.8 of them, so that the town comes to about 28 km/h.
MAIN, MIDDLE, SMALL = ("primary", 50), ("secondary", 40), ("residential", 30)


def examples():
    """The generator of the other example files, for its chance and its sites."""
    spec = importlib.util.spec_from_file_location("make_examples", FOLDER / "make-examples.py")
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def river(latitude):
    """The river's longitude: it comes from the north, bends, and leaves in the south-east."""
    return 104.7615 + 0.0035 * math.sin((latitude - 31.47) * 60) + max(0, 31.46 - latitude) * 0.30


def railway(latitude):
    return 104.7180 + (latitude - 31.46) * 0.05


def banks(node):
    return node[1] > river(node[0]), node[1] > railway(node[0])


class Town:
    def __init__(self):
        module = examples()
        chance = module.Chance(SEED)
        self.nodes, self.signals, self.ways, self.closed = {}, set(), [], {}
        self.place = {}
        for row in range(ROWS):
            for column in range(COLUMNS):
                number = 1000 + row * COLUMNS + column
                latitude = SOUTH + (NORTH - SOUTH) * row / (ROWS - 1) + 0.0010 * (2 * chance.fraction() - 1)
                longitude = WEST + (EAST - WEST) * column / (COLUMNS - 1) + 0.0012 * (2 * chance.fraction() - 1)
                self.nodes[number] = (round(latitude, 6), round(longitude, 6))
                self.place[row, column] = number
                if row % 4 == 2 and column % 4 == 2:
                    self.signals.add(number)
        self.rows()
        self.columns()
        self.sites(module.SITES)

    def way(self, first, second, kind, name, **more):
        number = 5000 + len(self.ways)
        tags = {"highway": kind[0], "name": name, "maxspeed": str(kind[1]), **more}
        self.ways.append((number, (first, second), tags))

    def rows(self):
        for row in range(ROWS):
            kind = MAIN if row % 4 == 2 else MIDDLE if row % 2 == 0 else SMALL
            for column in range(COLUMNS - 1):
                ends = self.place[row, column], self.place[row, column + 1]
                before, after = (banks(self.nodes[end]) for end in ends)
                name = f"{STREETS[row]}字横路"
                if (row, column) == TUNNEL[:2]:
                    middle = sum(self.nodes[end][1] for end in ends) / 2
                    self.cross(ends, middle, 0.0008, MIDDLE, name, TUNNEL[2], tunnel="yes")
                elif before[0] != after[0]:
                    if row in BRIDGES:
                        water = river(self.nodes[ends[0]][0])
                        self.cross(ends, water, 0.0012, MAIN, name, BRIDGES[row], bridge="yes")
                elif before[1] != after[1]:
                    if row in CROSSINGS:
                        crossing, is_low = CROSSINGS[row]
                        low = {"tunnel": "yes"} if is_low else {"bridge": "yes"}
                        rails = railway(self.nodes[ends[0]][0])
                        self.cross(ends, rails, 0.0006, MIDDLE, name, crossing, **low)
                else:
                    self.way(*ends, kind, name)

    def cross(self, ends, middle, half, kind, street, name, **more):
        """A road over or under something: two approaches, and between them a way with a name to close it by."""
        (south, west), (north, east) = (self.nodes[end] for end in ends)
        shores = []
        for longitude in (max(middle - half, west + 0.0001), min(middle + half, east - 0.0001)):
            shores.append(3001 + len(self.closed) * 2 + len(shores))
            latitude = south + (north - south) * (longitude - west) / (east - west)
            self.nodes[shores[-1]] = (round(latitude, 6), round(longitude, 6))
        self.closed[name] = shores
        self.way(ends[0], shores[0], kind, street)
        self.way(*shores, kind, name, **more)
        self.way(shores[1], ends[1], kind, street)

    def columns(self):
        for column in range(COLUMNS):
            kind = MAIN if column % 4 == 2 else MIDDLE if column % 2 == 0 else SMALL
            for row in range(ROWS - 1):
                ends = self.place[row, column], self.place[row + 1, column]
                if banks(self.nodes[ends[0]]) == banks(self.nodes[ends[1]]):
                    self.way(*ends, kind, f"{STREETS[column]}字纵路")

    def sites(self, sites):
        for number, site in enumerate(sites, start=2001):
            here = site[3], site[4]
            near = min(
                self.place.values(),
                key=lambda other: (banks(self.nodes[other]) != banks(here), distance(self.nodes[other], here)))
            self.nodes[number] = here
            self.way(number, near, SMALL, f"{site[1]}支路")

    def map(self):
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield '<osm version="0.6" generator="make-roads.py">'
        for number, (latitude, longitude) in sorted(self.nodes.items()):
            place = f'<node id="{number}" version="1" lat="{latitude:.6f}" lon="{longitude:.6f}"'
            yield place + ('><tag k="highway" v="traffic_signals"/></node>' if number in self.signals else "/>")
        for number, ends, tags in self.ways:
            points = "".join(f'<nd ref="{end}"/>' for end in ends)
            words = "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())
            yield f'<way id="{number}" version="1">{points}{words}</way>'
        yield "</osm>"

    def speeds(self, names):
        for name in names:
            first, second = self.closed[name]
            yield f"{first},{second},0"
            yield f"{second},{first},0"


def distance(left, right):
    return math.hypot(left[0] - right[0], (left[1] - right[1]) * math.cos(math.radians(left[0])))


def files():
    town = Town()
    low = [name for name, is_low in CROSSINGS.values() if is_low] + [TUNNEL[2]]
    yield "roads/town.osm", town.map()
    yield "roads/bridge-closed.csv", town.speeds(["青石桥"])
    yield "roads/flood-closed.csv", town.speeds(["青石桥", *low])


def main():
    different = []
    for name, lines in files():
        path, content = FOLDER / name, ("\n".join(lines) + "\n").encode()
        if sys.argv[1:] == ["--check"]:
            if not path.exists() or path.read_bytes() != content:
                different.append(name)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    for name in different:
        print(f"{name} differs from what make-roads.py writes")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Writes the example data: rosters, sites, rota, flood demand and counters.

Everything is invented. Names are made of the signs that count years (赵甲子, 钱乙丑 ...), phones come from the
blocks 1380000xxxx and 1390000xxxx, coordinates are drawn around a made-up centre. The same seed writes the
same bytes:

    python3 Examples/make-examples.py            # writes the files anew
    python3 Examples/make-examples.py --check    # says which files differ, exit status 1 if any does
"""

import csv
import datetime
import io
import json
import math
import pathlib
import sys

SEED = 20250708
FOLDER = pathlib.Path(__file__).resolve().parent
CENTRE = (31.4660, 104.7420)

# code, name, kind, latitude, longitude, muster point, refuge, entry road,
# people by task (handling, order, psychology, evacuation, clearing, relief, first aid), bags, moved, parcels
SITES = [
    ("F01", "北郊桥头低洼段", "易涝点", 31.4912, 104.7286, "北郊桥东停车场", "北郊小学操场", "北郊大道东侧", (35, 3, 0, 0, 0, 0, 2), 1120, 0, 0),
    ("F02", "火车站下沉通道", "易涝点", 31.4718, 104.7195, "火车站南广场", "站前酒店大厅", "站前路南段", (30, 3, 0, 0, 0, 0, 2), 960, 0, 0),
    ("F03", "滨江路老泵站", "易涝点", 31.4655, 104.7521, "滨江路公交站", "滨江社区楼", "滨江路北口", (28, 3, 0, 0, 0, 0, 2), 896, 0, 0),
    ("F04", "河东沿江道路", "易涝点", 31.4701, 104.7688, "河东加油站旁", "河东中学", "河东中路", (26, 3, 0, 0, 0, 0, 2), 832, 0, 0),
    ("F05", "南河路口", "易涝点", 31.4498, 104.7560, "南河农贸市场", "南河社区楼", "南河路西段", (24, 3, 0, 0, 0, 0, 2), 768, 0, 0),
    ("F06", "科创园下穿隧道", "易涝点", 31.4702, 104.6883, "科创园北门", "科创园办公楼", "科创大道北段", (22, 3, 0, 0, 0, 0, 2), 704, 0, 0),
    ("F07", "高新大道东段", "易涝点", 31.4581, 104.6702, "高新东段路口", "高新物业楼", "高新大道西口", (20, 3, 0, 0, 0, 0, 2), 640, 0, 0),
    ("F08", "西园小学门前", "易涝点", 31.4622, 104.7064, "西园小学东门", "西园小学教学楼", "西园路东口", (18, 3, 0, 0, 0, 0, 2), 576, 0, 0),
    ("F09", "园艺坡底", "易涝点", 31.4835, 104.7012, "园艺山公交站", "园艺社区楼", "园艺路上段", (16, 3, 0, 0, 0, 0, 2), 512, 0, 0),
    ("F10", "经开物流园", "易涝点", 31.4309, 104.7655, "物流园西门", "物流园调度楼", "物流大道西口", (13, 3, 0, 0, 0, 0, 2), 416, 0, 0),
    ("F11", "游仙坝菜市场", "易涝点", 31.4868, 104.7741, "游仙坝公交站", "游仙坝卫生院", "游仙坝北路", (11, 3, 0, 0, 0, 0, 2), 352, 0, 0),
    ("F12", "石塘路铁路桥洞", "易涝点", 31.4466, 104.7168, "石塘路派出所", "石塘社区楼", "石塘路南口", (9, 3, 0, 0, 0, 0, 2), 288, 0, 0),
    ("S01", "东城体育馆", "安置点", 31.4755, 104.7822, "体育馆南门", "体育馆看台", "东城大道", (0, 9, 6, 32, 0, 15, 6), 0, 172, 1100),
    ("S02", "西区中学", "安置点", 31.4565, 104.6931, "西区中学正门", "西区中学教学楼", "西区中学路", (0, 7, 6, 28, 0, 13, 6), 0, 148, 940),
    ("C01", "沿江社区", "社区", 31.4609, 104.7487, "沿江社区广场", "沿江社区楼", "沿江一路", (0, 3, 0, 0, 23, 0, 2), 0, 0, 0),
    ("C02", "花园社区", "社区", 31.4776, 104.7433, "花园社区广场", "花园社区楼", "花园路", (0, 3, 0, 0, 22, 0, 2), 0, 0, 0),
    ("C03", "南苑社区", "社区", 31.4402, 104.7495, "南苑社区广场", "南苑社区楼", "南苑路", (0, 3, 0, 0, 20, 0, 2), 0, 0, 0),
]
# The site's main task comes first in the demand: it carries the leader's seat.
TASKS = [
    ("material-handling", 0, 9),
    ("evacuation", 3, 10),
    ("water-clearing", 4, None),
    ("relief-distribution", 5, 11),
    ("order-keeping", 1, None),
    ("psych-support", 2, None),
    ("first-aid", 6, None),
]
# Minutes after activation, then totals over all sites so far: bags, people moved, parcels.
TOTALS = [
    (60, 120, 40, 0), (90, 620, 118, 0), (120, 1450, 205, 0), (150, 2700, 278, 260), (180, 3900, 320, 560),
    (240, 6200, 320, 1050), (300, 7600, 320, 1520), (330, 8064, 320, 1720), (420, 8064, 320, 2040),
]
# Minutes after activation, then people checked in so far: pioneers, first reserve wave, second reserve wave.
ARRIVALS = [
    (15, 12, 0, 0), (30, 52, 14, 0), (45, 96, 38, 0), (60, 130, 64, 0), (75, 158, 86, 6), (90, 180, 108, 16),
    (105, 199, 127, 31), (120, 214, 143, 49), (135, 226, 155, 66), (150, 235, 164, 80), (165, 241, 171, 91),
    (180, 246, 176, 98),
]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


class Chance:
    """A generator of our own (splitmix64), so that no version of Python changes the files."""

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
        return mixed ^ (mixed >> 31)

    def fraction(self):
        return (self.bits() >> 11) / 2**53

    def below(self, bound):
        return int(self.fraction() * bound)

    def normal(self):
        return math.sqrt(-2 * math.log(1 - self.fraction())) * math.cos(2 * math.pi * self.fraction())

    def pick(self, weighted):
        rest = self.fraction()
        for value, weight in weighted:
            rest -= weight
            if rest < 0:
                return value
        return weighted[-1][0]

    def shuffled(self, values):
        values = list(values)
        for place in range(len(values) - 1, 0, -1):
            other = self.below(place + 1)
            values[place], values[other] = values[other], values[place]
        return values


def home(chance):
    """Normal around the centre with 3.2 km, within 12 km, on a grid of about 500 m."""
    while True:
        north, east = 3.2 * chance.normal(), 3.2 * chance.normal()
        if math.hypot(north, east) <= 12:
            break
    latitude = CENTRE[0] + north / 111.2
    longitude = CENTRE[1] + east / (111.2 * math.cos(math.radians(CENTRE[0])))
    return round(latitude * 200) / 200, round(longitude * 200) / 200


def day(chance, first, last):
    start = datetime.date.fromisoformat(first)
    return start + datetime.timedelta(days=chance.below((datetime.date.fromisoformat(last) - start).days + 1))


def profiles_of_pioneers(chance):
    """386 people by level and skills: 18 高级, 92 中级, 276 初级; 70 certificates, 26 counsellors, 50 medical, 48 fire."""
    high = [["心理"]] * 4 + [["救护", "医疗"]] * 2 + [["消防"]] * 6 + [[]] * 6
    middle = (
        [["救护", "医疗"]] * 48 + [["救护"]] * 14 + [["救护", "心理"]] * 6 + [["心理"]] * 16 + [["消防"]] * 6 + [[]] * 2
    )
    basic = (
        [["消防"]] * 36 + [["交通引导"]] * 40 + [["向导"]] * 24 + [["水泵操作"]] * 12 + [["交通引导", "向导"]] * 8 + [[]] * 156
    )
    profiles = [("高级", skills) for skills in high] + [("中级", skills) for skills in middle]
    return chance.shuffled(profiles + [("初级", skills) for skills in basic])


def profiles_of_reserve(chance):
    """1,500 people: 30 高级, 250 中级, 1,220 初级; 120 with a first-aid certificate, all of middle level or higher."""
    high = [["救护"]] * 6 + [["心理"]] * 4 + [[]] * 20
    middle = [["救护"]] * 84 + [["救护", "医疗"]] * 30 + [["心理"]] * 20 + [["消防"]] * 16 + [[]] * 100
    basic = [["交通引导"]] * 200 + [["消防"]] * 40 + [["向导"]] * 40 + [["水泵操作"]] * 10 + [[]] * 930
    profiles = [("高级", skills) for skills in high] + [("中级", skills) for skills in middle]
    return chance.shuffled(profiles + [("初级", skills) for skills in basic])


def roster(profiles, chance, names, phone_block, prefix, teams):
    header = [
        "志愿者编号", "姓名", "手机", "等级", "技能", "证书", "证书有效期", "队伍", "出生日期", "纬度", "经度", "交通方式", "保险到期",
    ]
    rows = [header]
    for number, (level, skills) in enumerate(profiles, start=1):
        latitude, longitude = home(chance)
        certificate = "红十字救护员证" if "救护" in skills else ""
        valid_until = day(chance, "2028-01-31", "2029-12-31").isoformat() if certificate else ""
        rows.append([
            f"{prefix}-{number:04}", next(names), f"{phone_block}{number:04}", level, "、".join(skills), certificate,
            valid_until, teams[chance.below(len(teams))], day(chance, "1968-01-01", "2005-06-30").isoformat(),
            f"{latitude:.3f}", f"{longitude:.3f}",
            chance.pick([("汽车", 0.35), ("电动车", 0.45), ("步行", 0.20)]),
            day(chance, "2028-01-31", "2029-12-31").isoformat(),
        ])
    return rows


def cycle_names(chance):
    """2,400 names, none twice: a surname, one of the ten stems and one of the twelve branches."""
    pairs = [stem + branch for stem in STEMS for branch in BRANCHES]
    return iter(chance.shuffled([surname + pair for surname in SURNAMES for pair in pairs]))


def sites():
    rows = [[
        "编号", "点位(虚构)", "类型", "纬度", "经度", "人数", "搬运", "秩序", "疏导", "转移", "积水", "发放", "救护", "沙袋", "转移群众",
        "物资份", "集合点", "撤离点", "进场道路", "政府联系人(虚构)", "联系电话(虚构)",
    ]]
    for number, site in enumerate(SITES):
        code, name, kind, latitude, longitude, muster, refuge, road, people, bags, moved, parcels = site
        rows.append(
            [code, name, kind, latitude, longitude, sum(people), *people, bags or "", moved or "", parcels or "", muster,
             refuge, road, f"联系人{code}", f"0816-55500{number:02}"])
    return rows


def rota():
    """Shifts of a week from Monday 08:00, from mid 2025 to the end of 2027, three officers in turn."""
    officers = [("值班员甲", "13800009001"), ("值班员乙", "13800009002"), ("值班员丙", "13800009003")]
    leaders = [("带班领导甲", "13800009011"), ("带班领导乙", "13800009012")]
    rows = [["班次", "值班员", "值班员电话", "带班领导", "带班领导电话", "开始", "结束", "角色"]]
    rows.append(["主任", "中心主任", "13800009021", "", "", "", "", "主任"])
    monday = datetime.date(2025, 6, 30)
    for week in range(131):
        start = monday + datetime.timedelta(weeks=week)
        end = start + datetime.timedelta(weeks=1)
        year, number, _ = start.isocalendar()
        rows.append([
            f"{year}年第{number}周", *officers[week % 3], *leaders[week % 2], f"{start} 08:00", f"{end} 08:00", "",
        ])
    return rows


def demand():
    needs = []
    for site in SITES:
        for playbook, place, workload in TASKS:
            if site[8][place]:
                need = {"site": site[0], "playbook": playbook, "headcount": site[8][place]}
                if workload:
                    need["workload"] = site[workload]
                needs.append(need)
    head = {
        "id": "FZ-2025-0708-01", "kind": "demand", "status": "actual", "event": "暴雨内涝",
        "issued_at": "2025-07-08T06:30:00+08:00",
        "requested_by": {"organisation": "区防指", "name": "张主任", "phone": "0816-5550199"},
    }
    lines = [json.dumps(head, ensure_ascii=False)[:-1] + ',\n "needs":[']
    lines.append(",\n".join("  " + json.dumps(need, ensure_ascii=False) for need in needs))
    lines.append(' ],\n "needed_by":"2025-07-08T09:30:00+08:00"}\n')
    return "\n".join(lines).encode()


def counters():
    """What each site leader reports when: each site takes its share of the totals, by largest remainders."""
    rows = [["分钟", "点位", "计数", "新增"]]
    done = {}
    for minutes, *totals in TOTALS:
        for counter, place, total in zip(["bags", "moved", "parcels"], [9, 10, 11], totals):
            goals = {site[0]: site[place] for site in SITES if site[place]}
            whole = sum(goals.values())
            shares = {code: total * goal // whole for code, goal in goals.items()}
            # Whoever is cut off most gets the next unit, but nobody goes back behind an earlier report.
            order = sorted(goals, key=lambda code: (-(total * goals[code] % whole), code))
            for code in order[: total - sum(shares.values())]:
                shares[code] += 1
            for code, share in shares.items():
                added = share - done.get((code, counter), 0)
                if added:
                    rows.append([minutes, code, counter, added])
                    done[code, counter] = share
    return rows


def arrivals():
    rows = [["分钟", "先锋队到场", "后备一批到场", "后备二批到场", "合计到场"]]
    return rows + [[0, 0, 0, 0, 0]] + [[*row, sum(row[1:])] for row in ARRIVALS]


def as_excel_writes(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def files():
    chance = Chance(SEED)
    names = cycle_names(chance)
    pioneers = profiles_of_pioneers(chance)
    yield "roster-pioneer.csv", as_excel_writes(
        roster(pioneers, chance, names, "1380000", "XF", ["一分队", "二分队", "三分队", "四分队", "五分队", "六分队"]))
    reserve = profiles_of_reserve(chance)
    yield "roster-reserve.csv", as_excel_writes(
        roster(reserve, chance, names, "1390000", "HB", ["东区服务队", "西区服务队", "南区服务队", "北区服务队"]))
    yield "sites.csv", as_excel_writes(sites())
    yield "duty.csv", as_excel_writes(rota())
    yield "alerts/flood-demand.json", demand()
    yield "flood/counters.csv", as_excel_writes(counters())
    yield "flood/arrivals.csv", as_excel_writes(arrivals())


def main():
    different = []
    for name, content in files():
        path = FOLDER / name
        if sys.argv[1:] == ["--check"]:
            if not path.exists() or path.read_bytes() != content:
                different.append(name)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    for name in different:
        print(f"{name} differs from what make-examples.py writes")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

/// How much can go from node 0 to the last one: each augmenting path carries one unit.
///
/// Small graphs only: the work is the flow times the edges.
struct MaximumFlow {
    private struct Edge {
        var to: Int
        var room: Int
    }

    private var edges: [Edge] = []
    /// The edges that leave each node; an edge's twin, which carries back, stands beside it.
    private var leaving: [[Int]]

    init(nodes: Int) {
        leaving = Array(repeating: [], count: nodes)
    }

    /// Adds an edge and returns its number.
    @discardableResult
    mutating func connect(_ from: Int, _ to: Int, room: Int) -> Int {
        leaving[from].append(edges.count)
        edges.append(Edge(to: to, room: room))
        leaving[to].append(edges.count)
        edges.append(Edge(to: from, room: 0))
        return edges.count - 2
    }

    /// What goes through an edge.
    func flow(_ edge: Int) -> Int { edges[edge ^ 1].room }

    mutating func run() -> Int {
        var total = 0
        while true {
            var seen = [Bool](repeating: false, count: leaving.count)
            guard push(from: 0, &seen) else { return total }
            total += 1
        }
    }

    private mutating func push(from node: Int, _ seen: inout [Bool]) -> Bool {
        if node == leaving.count - 1 { return true }
        seen[node] = true
        for edge in leaving[node] where edges[edge].room > 0 && !seen[edges[edge].to] {
            if push(from: edges[edge].to, &seen) {
                edges[edge].room -= 1
                edges[edge ^ 1].room += 1
                return true
            }
        }
        return false
    }
}

/* Topologies: what each kind says of neighbours, of maps and of dimensions. */
#include "say.h"

static int shown(int r)
{
    return r == MPI_UNDEFINED ? -2 : r == MPI_PROC_NULL ? -1 : r;
}

static const char *list(const int *values, int n)
{
    static char text[4][100];
    static int next;
    char *at = text[next = (next + 1) % 4];
    int length = 0;
    at[0] = 0;
    for (int i = 0; i < n; i++)
        length += snprintf(at + length, sizeof text[0] - (size_t)length, " %d", values[i]);
    return at;
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm cart, graph, dist, line;
    int kind, n, m, r, weighted;

    int two[2] = { 0, 0 }, none[2] = { 0, 0 }, coords[2];
    MPI_Dims_create(size, 2, two);
    MPI_Cart_map(MPI_COMM_WORLD, 2, two, none, &r);
    say("cart_map %d", r == MPI_UNDEFINED || (r >= 0 && r < size));
    MPI_Cart_create(MPI_COMM_WORLD, 2, two, none, 0, &cart);
    for (int i = 0; i < size; i++) {
        MPI_Cart_coords(cart, i, 2, coords);
        MPI_Cart_rank(cart, coords, &r);
        say("coords of %d:%s, rank %d", i, list(coords, 2), r);
    }
    int down, up, left, right;
    MPI_Cart_shift(cart, 0, 1, &down, &up);
    MPI_Cart_shift(cart, 1, 1, &left, &right);
    int around[4] = { -1, -1, -1, -1 };
    MPI_Neighbor_allgather(&rank, 1, MPI_INT, around, 1, MPI_INT, cart);
    say("neighbours%s: %d %d %d %d", list(around, 4), shown(down), shown(up), shown(left), shown(right));
    int remain[2] = { 1, 0 };
    MPI_Cart_sub(cart, remain, &line);
    MPI_Cartdim_get(line, &n);
    MPI_Comm_size(line, &m);
    say("line: %d dimensions, %d processes", n, m == two[0]);
    MPI_Comm_free(&line);
    MPI_Comm_free(&cart);

    /* A ring as a graph: each process knows the next and the one before. */
    int *ends = malloc((size_t)size * sizeof *ends), *edges = malloc(2 * (size_t)size * sizeof *edges);
    for (int i = 0; i < size; i++) {
        ends[i] = 2 * (i + 1);
        edges[2 * i] = (i + size - 1) % size;
        edges[2 * i + 1] = (i + 1) % size;
    }
    MPI_Graph_map(MPI_COMM_WORLD, size, ends, edges, &r);
    say("graph_map %d", r >= 0 && r < size);
    MPI_Graph_create(MPI_COMM_WORLD, size, ends, edges, 0, &graph);
    MPI_Topo_test(graph, &kind);
    MPI_Graphdims_get(graph, &n, &m);
    say("graph %d, %d nodes, %d edges", kind == MPI_GRAPH, n, m);
    int *got_ends = calloc((size_t)size, sizeof *got_ends), *got_edges = calloc(2 * (size_t)size, sizeof *got_edges);
    MPI_Graph_get(graph, size, 2 * size, got_ends, got_edges);
    say("ends%s edges%s", list(got_ends, size), list(got_edges, 2 * size));
    MPI_Graph_neighbors_count(graph, rank, &n);
    MPI_Graph_neighbors(graph, rank, 2, around);
    say("%d neighbours%s", n, list(around, 2));
    int heard[2] = { -1, -1 };
    MPI_Neighbor_allgather(&rank, 1, MPI_INT, heard, 1, MPI_INT, graph);
    say("heard%s", list(heard, 2));
    MPI_Comm_free(&graph);

    /* The ring again, each process naming its own neighbours; then every edge named by rank 0, with weights. */
    int before[1] = { (rank + size - 1) % size }, after[1] = { (rank + 1) % size }, weight_in[1] = { 10 + before[0] }, weight_out[1] = { 10 + rank };
    MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 1, before, weight_in, 1, after, weight_out, MPI_INFO_NULL, 0, &dist);
    MPI_Topo_test(dist, &kind);
    MPI_Dist_graph_neighbors_count(dist, &n, &m, &weighted);
    say("dist_graph %d: %d in, %d out, weighted %d", kind == MPI_DIST_GRAPH, n, m, weighted);
    int in[2] = { -1, -1 }, out[2] = { -1, -1 }, weights_in[2] = { -1, -1 }, weights_out[2] = { -1, -1 };
    MPI_Dist_graph_neighbors(dist, 1, in, weights_in, 1, out, weights_out);
    say("in%s (%d) out%s (%d)", list(in, 2), weights_in[0], list(out, 2), weights_out[0]);
    heard[0] = -1;
    MPI_Neighbor_alltoall(&rank, 1, MPI_INT, heard, 1, MPI_INT, dist);
    say("heard %d", heard[0]);
    MPI_Comm_free(&dist);

    MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 1, before, MPI_UNWEIGHTED, 1, after, MPI_UNWEIGHTED, MPI_INFO_NULL, 0, &dist);
    MPI_Dist_graph_neighbors_count(dist, &n, &m, &weighted);
    MPI_Dist_graph_neighbors(dist, 1, in, MPI_UNWEIGHTED, 1, out, MPI_UNWEIGHTED);
    say("unweighted %d:%s%s", weighted, list(in, 1), list(out, 1));
    MPI_Comm_free(&dist);

    MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 0, NULL, MPI_WEIGHTS_EMPTY, 0, NULL, MPI_WEIGHTS_EMPTY, MPI_INFO_NULL, 0, &dist);
    MPI_Dist_graph_neighbors_count(dist, &n, &m, &weighted);
    say("nobody: %d %d", n, m);
    MPI_Comm_free(&dist);

    int *sources = malloc((size_t)size * sizeof *sources), *degrees = malloc((size_t)size * sizeof *degrees), *targets = malloc((size_t)size * sizeof *targets), *weights = malloc((size_t)size * sizeof *weights);
    for (int i = 0; i < size; i++) {
        sources[i] = i;
        degrees[i] = 1;
        targets[i] = (i + 1) % size;
        weights[i] = 100 + i;
    }
    MPI_Dist_graph_create(MPI_COMM_WORLD, rank == 0 ? size : 0, sources, degrees, targets, weights, MPI_INFO_NULL, 0, &dist);
    MPI_Dist_graph_neighbors_count(dist, &n, &m, &weighted);
    MPI_Dist_graph_neighbors(dist, 1, in, weights_in, 1, out, weights_out);
    say("named by rank 0: %d %d weighted %d in%s (%d) out%s (%d)", n, m, weighted, list(in, 1), weights_in[0], list(out, 1), weights_out[0]);
    MPI_Comm_free(&dist);
    MPI_Dist_graph_create(MPI_COMM_WORLD, rank == 0 ? size : 0, sources, degrees, targets, MPI_UNWEIGHTED, MPI_INFO_NULL, 0, &dist);
    MPI_Dist_graph_neighbors_count(dist, &n, &m, &weighted);
    say("and without weights: %d %d weighted %d", n, m, weighted);
    MPI_Comm_free(&dist);
    MPI_Finalize();
    return 0;
}

/* Heat flow on a square plate: Jacobi iteration on a two-dimensional grid of ranks, with halo exchange.
 *
 *   heat2d [-o picture.png] [-f field.bin] [-t] [size [iterations]]
 *
 * -o writes the temperatures as a picture, -f as raw doubles, -t draws them in the terminal.
 * The upper edge and two discs are kept hot, one disc and the other edges cold. */
#include "png.h"

#include <math.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The part of the plate one rank has: rows x columns points, the first at (top, left), with a halo one point wide. */
typedef struct {
    int rows, columns, top, left, stride;
} Block;

static int first_of(int part, int parts, int size)
{
    return (int)((long long)size * part / parts);
}

static Block block_at(const int coords[2], const int dims[2], int size)
{
    Block block;
    block.top = first_of(coords[0], dims[0], size);
    block.left = first_of(coords[1], dims[1], size);
    block.rows = first_of(coords[0] + 1, dims[0], size) - block.top;
    block.columns = first_of(coords[1] + 1, dims[1], size) - block.left;
    block.stride = block.columns + 2;
    return block;
}

static int inside_disc(int row, int column, int size, double y, double x, double radius)
{
    double dy = (row + 0.5) / size - y, dx = (column + 0.5) / size - x;
    return dy * dy + dx * dx < radius * radius;
}

/* The temperature a point is kept at, or -1 where heat flows freely. */
static double fixed_temperature(int row, int column, int size)
{
    if (row < 0)
        return 1.0;
    if (row >= size || column < 0 || column >= size)
        return 0.0;
    if (inside_disc(row, column, size, 0.65, 0.28, 0.09) || inside_disc(row, column, size, 0.78, 0.70, 0.06))
        return 1.0;
    if (inside_disc(row, column, size, 0.33, 0.60, 0.12))
        return 0.0;
    return -1.0;
}

static double *new_field(const Block *block)
{
    double *field = calloc((size_t)(block->rows + 2) * (size_t)block->stride, sizeof *field);
    if (field == NULL) {
        fprintf(stderr, "heat2d: out of memory\n");
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    return field;
}

/* One Jacobi step; returns the sum of the squared changes. */
static double step(const Block *block, const double *restrict old, double *restrict new, const unsigned char *restrict fixed)
{
    double change = 0.0;
    int stride = block->stride;
    for (int i = 1; i <= block->rows; i++) {
        for (int j = 1; j <= block->columns; j++) {
            int k = i * stride + j;
            double mean = 0.25 * (old[k - stride] + old[k + stride] + old[k - 1] + old[k + 1]);
            new[k] = fixed[k] ? old[k] : mean;
        }
    }
    for (int i = 1; i <= block->rows; i++) {
        for (int j = 1; j <= block->columns; j++) {
            double difference = new[i * stride + j] - old[i * stride + j];
            change += difference * difference;
        }
    }
    return change;
}

static void exchange_halos(const Block *block, double *field, MPI_Datatype column, const int neighbours[4], MPI_Comm grid)
{
    enum { UP, DOWN, LEFT, RIGHT };
    MPI_Request requests[8];
    int stride = block->stride, rows = block->rows, columns = block->columns;
    MPI_Irecv(&field[1], columns, MPI_DOUBLE, neighbours[UP], 0, grid, &requests[0]);
    MPI_Irecv(&field[(rows + 1) * stride + 1], columns, MPI_DOUBLE, neighbours[DOWN], 1, grid, &requests[1]);
    MPI_Irecv(&field[stride], 1, column, neighbours[LEFT], 2, grid, &requests[2]);
    MPI_Irecv(&field[stride + columns + 1], 1, column, neighbours[RIGHT], 3, grid, &requests[3]);
    MPI_Isend(&field[rows * stride + 1], columns, MPI_DOUBLE, neighbours[DOWN], 0, grid, &requests[4]);
    MPI_Isend(&field[stride + 1], columns, MPI_DOUBLE, neighbours[UP], 1, grid, &requests[5]);
    MPI_Isend(&field[stride + columns], 1, column, neighbours[RIGHT], 2, grid, &requests[6]);
    MPI_Isend(&field[stride + 1], 1, column, neighbours[LEFT], 3, grid, &requests[7]);
    MPI_Waitall(8, requests, MPI_STATUSES_IGNORE);
}

/* Rank 0 receives every rank's block straight to its place in the whole plate. */
static double *gather_plate(const Block *mine, double *field, int size, const int dims[2], MPI_Comm grid)
{
    int rank, ranks;
    MPI_Comm_rank(grid, &rank);
    MPI_Comm_size(grid, &ranks);
    MPI_Datatype interior;
    MPI_Type_vector(mine->rows, mine->columns, mine->stride, MPI_DOUBLE, &interior);
    MPI_Type_commit(&interior);
    MPI_Request request;
    MPI_Isend(&field[mine->stride + 1], 1, interior, 0, 4, grid, &request);

    double *plate = NULL;
    if (rank == 0) {
        plate = malloc((size_t)size * (size_t)size * sizeof *plate);
        if (plate == NULL) {
            fprintf(stderr, "heat2d: out of memory\n");
            MPI_Abort(MPI_COMM_WORLD, 1);
        }
        for (int source = 0; source < ranks; source++) {
            int coords[2];
            MPI_Cart_coords(grid, source, 2, coords);
            Block block = block_at(coords, dims, size);
            MPI_Datatype part;
            MPI_Type_vector(block.rows, block.columns, size, MPI_DOUBLE, &part);
            MPI_Type_commit(&part);
            MPI_Recv(&plate[(size_t)block.top * (size_t)size + (size_t)block.left], 1, part, source, 4, grid, MPI_STATUS_IGNORE);
            MPI_Type_free(&part);
        }
    }
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Type_free(&interior);
    return plate;
}

/* Dark blue over red and yellow to white. */
static void heat_palette(unsigned char palette[768])
{
    static const int stops[5][3] = {{8, 12, 48}, {88, 16, 104}, {216, 48, 40}, {252, 176, 32}, {255, 255, 220}};
    for (int i = 0; i < 256; i++) {
        int from = i * 4 / 256, part = i * 4 - from * 256;
        for (int c = 0; c < 3; c++)
            palette[3 * i + c] = (unsigned char)(stops[from][c] + (stops[from + 1][c] - stops[from][c]) * part / 256);
    }
}

static int write_picture(const char *path, const double *plate, int size)
{
    size_t points = (size_t)size * (size_t)size;
    unsigned char palette[768], *pixels = malloc(points);
    if (pixels == NULL)
        return -1;
    heat_palette(palette);
    for (size_t i = 0; i < points; i++)
        pixels[i] = (unsigned char)(plate[i] * 255.0);
    int result = png_write(path, size, size, pixels, palette);
    free(pixels);
    return result;
}

static int write_field(const char *path, const double *plate, int size)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return -1;
    size_t points = (size_t)size * (size_t)size;
    int complete = fwrite(plate, sizeof *plate, points, file) == points;
    return fclose(file) == 0 && complete ? 0 : -1;
}

static void draw(const double *plate, int size)
{
    static const char shades[] = " .:-=+*#%@";
    enum { COLUMNS = 64, ROWS = 28 };
    for (int row = 0; row < ROWS; row++) {
        char line[COLUMNS + 1];
        for (int column = 0; column < COLUMNS; column++) {
            double value = plate[(size_t)first_of(row, ROWS, size) * (size_t)size + (size_t)first_of(column, COLUMNS, size)];
            line[column] = shades[(int)(value * 9.999)];
        }
        line[COLUMNS] = '\0';
        printf("|%s|\n", line);
    }
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    const char *picture = NULL, *raw = NULL;
    int terminal = 0, option;
    while ((option = getopt(argc, argv, "o:f:t")) != -1) {
        if (option == 'o')
            picture = optarg;
        else if (option == 'f')
            raw = optarg;
        else if (option == 't')
            terminal = 1;
        else
            MPI_Abort(MPI_COMM_WORLD, 2);
    }
    int size = argc > optind ? atoi(argv[optind]) : 256;
    int iterations = argc > optind + 1 ? atoi(argv[optind + 1]) : 1000;

    int ranks, dims[2] = {0, 0}, periods[2] = {0, 0}, coords[2], rank;
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    MPI_Dims_create(ranks, 2, dims);
    MPI_Comm grid;
    MPI_Cart_create(MPI_COMM_WORLD, 2, dims, periods, 0, &grid);
    MPI_Comm_rank(grid, &rank);
    MPI_Cart_coords(grid, rank, 2, coords);
    if (size < dims[0] || size < dims[1] || iterations < 0) {
        if (rank == 0)
            fprintf(stderr, "heat2d: a plate of %d x %d points is too small for %d x %d ranks\n", size, size, dims[0], dims[1]);
        MPI_Abort(MPI_COMM_WORLD, 2);
    }
    int neighbours[4];
    MPI_Cart_shift(grid, 0, 1, &neighbours[0], &neighbours[1]);
    MPI_Cart_shift(grid, 1, 1, &neighbours[2], &neighbours[3]);

    Block block = block_at(coords, dims, size);
    MPI_Datatype column;
    MPI_Type_vector(block.rows, 1, block.stride, MPI_DOUBLE, &column);
    MPI_Type_commit(&column);

    double *old = new_field(&block), *new = new_field(&block);
    unsigned char *fixed = calloc((size_t)(block.rows + 2) * (size_t)block.stride, 1);
    for (int i = 0; i < block.rows + 2; i++) {
        for (int j = 0; j < block.stride; j++) {
            double value = fixed_temperature(block.top + i - 1, block.left + j - 1, size);
            fixed[i * block.stride + j] = value >= 0.0;
            old[i * block.stride + j] = new[i * block.stride + j] = value >= 0.0 ? value : 0.0;
        }
    }

    if (rank == 0)
        printf("heat2d: %d x %d points on %d x %d ranks, %d iterations\n", size, size, dims[0], dims[1], iterations);
    int report = iterations >= 5 ? iterations / 5 : 1;
    double start = MPI_Wtime();
    for (int iteration = 1; iteration <= iterations; iteration++) {
        exchange_halos(&block, old, column, neighbours, grid);
        double change = step(&block, old, new, fixed);
        double *swap = old;
        old = new;
        new = swap;
        if (iteration % report == 0 || iteration == iterations) {
            double all;
            MPI_Reduce(&change, &all, 1, MPI_DOUBLE, MPI_SUM, 0, grid);
            if (rank == 0)
                printf("iteration %6d   change %.9e\n", iteration, sqrt(all));
        }
    }
    double seconds = MPI_Wtime() - start;

    int status = 0;
    double *plate = gather_plate(&block, old, size, dims, grid);
    if (rank == 0) {
        double sum = 0.0;
        for (size_t i = 0; i < (size_t)size * (size_t)size; i++)
            sum += plate[i];
        printf("mean temperature %.15f\n", sum / size / size);
        if (terminal)
            draw(plate, size);
        else
            fprintf(stderr, "%.3f s\n", seconds);
        if (picture != NULL && write_picture(picture, plate, size) != 0) {
            fprintf(stderr, "heat2d: cannot write %s\n", picture);
            status = 1;
        }
        if (raw != NULL && write_field(raw, plate, size) != 0) {
            fprintf(stderr, "heat2d: cannot write %s\n", raw);
            status = 1;
        }
        free(plate);
    }
    free(old);
    free(new);
    free(fixed);
    MPI_Type_free(&column);
    MPI_Comm_free(&grid);
    MPI_Finalize();
    return status;
}

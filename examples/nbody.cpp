// Bodies that attract each other, integrated by leapfrog; each rank moves its own and knows where all are.
//
//   nbody [bodies [steps]]
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <vector>

#include <mpi.h>

namespace {

struct Vector {
    double x = 0, y = 0, z = 0;
};

struct Body {
    Vector position;
    double mass = 0;
};

// Numbers in [-1, 1) that depend on their index only, so that any number of ranks starts with the same bodies.
double number(std::uint64_t index)
{
    std::uint64_t z = (index + 1) * 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) / 4503599627370496.0 - 1.0;
}

constexpr double softening = 1e-3;

class Simulation {
public:
    Simulation(int bodies, MPI_Comm comm) : comm_(comm)
    {
        int ranks;
        MPI_Comm_rank(comm, &rank_);
        MPI_Comm_size(comm, &ranks);
        MPI_Type_contiguous(sizeof(Body) / sizeof(double), MPI_DOUBLE, &body_type_);
        MPI_Type_commit(&body_type_);
        for (int i = 0; i <= ranks; i++)
            first_.push_back(static_cast<int>(static_cast<long long>(bodies) * i / ranks));
        for (int i = 0; i < ranks; i++)
            counts_.push_back(first_[i + 1] - first_[i]);
        all_.resize(bodies);
        for (int i = 0; i < bodies; i++) {
            std::uint64_t seed = static_cast<std::uint64_t>(i) * 4;
            all_[i] = {{number(seed), number(seed + 1), number(seed + 2)}, (2.0 + number(seed + 3)) / bodies};
        }
        velocity_.resize(counts_[rank_]);
        force_.resize(counts_[rank_]);
        accelerate();
    }

    Simulation(const Simulation &) = delete;
    Simulation &operator=(const Simulation &) = delete;

    ~Simulation() { MPI_Type_free(&body_type_); }

    void step(double dt)
    {
        for (std::size_t i = 0; i < velocity_.size(); i++) {
            kick(i, dt / 2);
            Body &body = all_[first_[rank_] + i];
            body.position.x += dt * velocity_[i].x;
            body.position.y += dt * velocity_[i].y;
            body.position.z += dt * velocity_[i].z;
        }
        std::vector<Body> mine(all_.begin() + first_[rank_], all_.begin() + first_[rank_ + 1]);
        MPI_Allgatherv(mine.data(), counts_[rank_], body_type_, all_.data(), counts_.data(), first_.data(), body_type_, comm_);
        accelerate();
        for (std::size_t i = 0; i < velocity_.size(); i++)
            kick(i, dt / 2);
    }

    // Kinetic and potential energy, on rank 0.
    std::vector<double> energy() const
    {
        std::vector<double> mine(2), sum(2);
        for (std::size_t i = 0; i < velocity_.size(); i++) {
            const Vector &v = velocity_[i];
            const Body &body = all_[first_[rank_] + i];
            mine[0] += 0.5 * body.mass * (v.x * v.x + v.y * v.y + v.z * v.z);
            for (const Body &other : all_) {
                if (&other != &body)
                    mine[1] -= 0.5 * body.mass * other.mass / std::sqrt(distance2(body.position, other.position));
            }
        }
        MPI_Reduce(mine.data(), sum.data(), 2, MPI_DOUBLE, MPI_SUM, 0, comm_);
        return sum;
    }

private:
    static double distance2(const Vector &a, const Vector &b)
    {
        double dx = b.x - a.x, dy = b.y - a.y, dz = b.z - a.z;
        return dx * dx + dy * dy + dz * dz + softening;
    }

    void kick(std::size_t i, double dt)
    {
        velocity_[i].x += dt * force_[i].x;
        velocity_[i].y += dt * force_[i].y;
        velocity_[i].z += dt * force_[i].z;
    }

    void accelerate()
    {
        for (std::size_t i = 0; i < force_.size(); i++) {
            const Vector at = all_[first_[rank_] + i].position;
            Vector sum;
            for (const Body &other : all_) {
                double d2 = distance2(at, other.position);
                double factor = other.mass / (d2 * std::sqrt(d2));
                sum.x += factor * (other.position.x - at.x);
                sum.y += factor * (other.position.y - at.y);
                sum.z += factor * (other.position.z - at.z);
            }
            force_[i] = sum;
        }
    }

    MPI_Comm comm_;
    MPI_Datatype body_type_;
    int rank_ = 0;
    std::vector<int> first_, counts_;
    std::vector<Body> all_;
    std::vector<Vector> velocity_, force_;
};

void report(const Simulation &simulation, int step, bool print)
{
    std::vector<double> energy = simulation.energy();
    if (print)
        std::cout << "step " << std::setw(5) << step << "   kinetic " << energy[0] << "   potential " << energy[1] << "   total "
                  << energy[0] + energy[1] << '\n';
}

} // namespace

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int bodies = argc > 1 ? std::atoi(argv[1]) : 1000, steps = argc > 2 ? std::atoi(argv[2]) : 20;
    std::cout << std::scientific << std::setprecision(12);
    {
        Simulation simulation(bodies, MPI_COMM_WORLD);
        report(simulation, 0, rank == 0);
        double start = MPI_Wtime();
        for (int step = 1; step <= steps; step++) {
            simulation.step(1e-3);
            if (step % 5 == 0 || step == steps)
                report(simulation, step, rank == 0);
        }
        if (rank == 0)
            std::cerr << MPI_Wtime() - start << " s\n";
    }
    MPI_Finalize();
    return 0;
}

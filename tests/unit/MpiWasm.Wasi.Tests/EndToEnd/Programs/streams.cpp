// C++: streams, strings, containers, static constructors and destructors, exit handlers.
#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>
#include <numeric>
#include <string>
#include <vector>

struct Noisy {
    const char *name;
    explicit Noisy(const char *n) : name(n) { std::cout << "made " << name << "\n"; }
    ~Noisy() { std::cout << "gone " << name << std::endl; }
};

static Noisy global("global");

int main()
{
    std::vector<double> values(1000);
    std::iota(values.begin(), values.end(), 1.0);
    std::cout << std::setprecision(17) << std::accumulate(values.begin(), values.end(), 0.0) / 7 << "\n";
    std::map<std::string, int> words;
    for (std::string word; std::cin >> word;)
        words[word]++;
    for (const auto &[word, count] : words)
        std::cout << word << ' ' << count << "\n";
    std::atexit([] { std::cout << "at exit\n"; });
    std::cerr << "error stream\n";
    Noisy local("local");
    std::exit(7);
}

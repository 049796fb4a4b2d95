// Tells whether a compiler and the library that it made fit together: exceptions through the library's code, files, virtual calls.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>

int main()
{
    static std::mutex mutex;
    std::lock_guard lock(mutex);
    std::ifstream file;
    file.exceptions(std::ios::failbit);
    try {
        file.open(std::filesystem::path("no") / "such" / "file");
    } catch (const std::ios_base::failure &failure) {
        std::cout << "caught: " << std::string(failure.what()).substr(0, 15) << '\n';
    }
}

// Streams on files, and <filesystem>, in the current directory.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

static void streams()
{
    {
        std::ofstream out("numbers.txt");
        for (int i = 0; i < 1000; i++)
            out << i << ' ' << std::setprecision(4) << i / 7.0 << '\n';
        std::cout << out.good() << " " << out.tellp() << "\n";
    }
    std::ifstream in("numbers.txt");
    int i, lines = 0;
    double value, sum = 0;
    while (in >> i >> value) {
        lines++;
        sum += value;
    }
    std::cout << lines << " " << sum << " " << in.eof() << in.fail() << "\n";
    in.clear();
    in.seekg(-12, std::ios::end);
    std::string rest;
    std::getline(in, rest);
    std::getline(in, rest);
    std::cout << "'" << rest << "' " << in.tellg() << "\n";
    {
        std::fstream both("binary.dat", std::ios::in | std::ios::out | std::ios::trunc | std::ios::binary);
        std::vector<std::uint64_t> block(5000);
        for (std::uint64_t k = 0; k < block.size(); k++)
            block[k] = k * k * 2654435761u;
        both.write(reinterpret_cast<const char *>(block.data()), static_cast<std::streamsize>(block.size() * 8));
        both.seekp(8 * 100);
        std::uint64_t one = 1;
        both.write(reinterpret_cast<const char *>(&one), 8);
        both.seekg(8 * 99);
        std::uint64_t three[3];
        both.read(reinterpret_cast<char *>(three), 24);
        std::cout << three[0] << " " << three[1] << " " << three[2] << " " << both.gcount() << "\n";
    }
    std::ofstream("numbers.txt", std::ios::app) << "appended\n";
    std::stringstream whole;
    whole << std::ifstream("numbers.txt").rdbuf();
    std::cout << whole.str().size() << " " << whole.str().substr(whole.str().size() - 9);
    std::ifstream none("no/such/file");
    std::cout << none.is_open() << none.fail() << "\n";
}

static void failing()
{
    std::ifstream file;
    file.exceptions(std::ios::failbit | std::ios::badbit);
    try {
        file.open("none.txt");
    } catch (const std::ios_base::failure &) {
        std::cout << "ios_base::failure\n";
    }
    try {
        std::cout << fs::file_size("none.txt");
    } catch (const fs::filesystem_error &e) {
        std::cout << "filesystem_error " << e.path1() << " " << (e.code() == std::errc::no_such_file_or_directory) << "\n";
    }
    std::error_code code;
    fs::create_directory("a/b/c/d", code);
    std::cout << (code == std::errc::no_such_file_or_directory) << " ";
    fs::remove("none.txt", code);
    std::cout << code.value() << " ";
    fs::rename("none.txt", "other.txt", code);
    std::cout << (code == std::errc::no_such_file_or_directory) << "\n";
}

static void directories()
{
    std::cout << fs::create_directories("tree/one/two") << fs::create_directories("tree/one/two") << fs::create_directory("tree/three") << "\n";
    std::ofstream("tree/one/a.txt") << "hello";
    std::ofstream("tree/one/two/b.txt") << "world!";
    std::cout << fs::exists("tree/one/a.txt") << fs::is_directory("tree/one") << fs::is_regular_file("tree/one") << fs::is_empty("tree/three") << " "
              << fs::file_size("tree/one/two/b.txt") << "\n";
    std::cout << fs::copy_file("tree/one/a.txt", "tree/three/c.txt") << " ";
    fs::copy_file("tree/one/two/b.txt", "tree/three/c.txt", fs::copy_options::overwrite_existing);
    std::cout << fs::file_size("tree/three/c.txt") << "\n";
    fs::copy("tree/one", "tree/copy", fs::copy_options::recursive);
    fs::rename("tree/three/c.txt", "tree/three/d.txt");
    fs::create_symlink("one/a.txt", "tree/link");
    fs::create_directory_symlink("one", "tree/way");
    std::cout << fs::is_symlink("tree/link") << " " << fs::read_symlink("tree/link").string() << " " << fs::file_size("tree/link") << "\n";
    std::vector<std::string> found;
    for (const auto &entry : fs::recursive_directory_iterator("tree"))
        found.push_back(entry.path().generic_string() + (entry.is_symlink() ? "@" : entry.is_directory() ? "/" : " " + std::to_string(entry.file_size())));
    std::sort(found.begin(), found.end());
    for (const auto &name : found)
        std::cout << name << "\n";
    std::cout << (fs::canonical("tree/way/../one/./two") == fs::canonical("tree") / "one" / "two") << " "
              << (fs::canonical("tree/link").filename() == "a.txt") << " " << fs::weakly_canonical("tree/one/none/../x").filename().string() << " "
              << fs::equivalent("tree/link", "tree/one/a.txt") << " " << fs::relative("tree/one/two", "tree/three").generic_string() << "\n";
    fs::resize_file("tree/one/a.txt", 2);
    std::cout << fs::file_size("tree/one/a.txt") << " ";
    auto then = fs::file_time_type::clock::now() - std::chrono::hours(48);
    fs::last_write_time("tree/one/a.txt", then);
    std::cout << (std::chrono::abs(fs::last_write_time("tree/one/a.txt") - then) < std::chrono::seconds(2)) << " ";
    fs::current_path("tree");
    std::cout << fs::exists("one/a.txt") << fs::current_path().filename().string() << " ";
    fs::current_path("..");
    fs::permissions("tree/one/a.txt", fs::perms(0640));
    fs::permissions("tree/one/a.txt", fs::perms::owner_exec, fs::perm_options::add);
    std::ofstream("tree/executable") << "something longer";
    fs::copy_file("tree/one/a.txt", "tree/executable", fs::copy_options::overwrite_existing);
    fs::create_symlink(fs::absolute("tree/one/a.txt"), "tree/three/absolute");
    std::cout << std::oct << int(fs::status("tree/one/a.txt").permissions()) << " " << int(fs::status("tree/executable").permissions()) << std::dec << " "
              << fs::equivalent("tree/three/absolute", "tree/one/a.txt") << (fs::space("tree").capacity > 0) << " ";
    std::cout << fs::remove("tree/link") << " " << fs::remove_all("tree") << " " << fs::exists("tree") << "\n";
}

int main()
{
    streams();
    failing();
    directories();
}

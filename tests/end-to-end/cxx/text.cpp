// Strings, streams, numbers, regular expressions, clocks: what both standard libraries have to print alike.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <complex>
#include <cwchar>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <locale>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <random>
#include <ratio>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <valarray>
#include <variant>

struct Punctuation : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

static thread_local int per_thread = 5;

int main()
{
    std::cout << std::setw(8) << std::left << "ab" << '|' << std::right << std::setfill('*') << std::setw(6) << -42 << '|' << std::hex << std::showbase << 255 << std::dec
              << std::noshowbase << '|' << std::fixed << std::setprecision(3) << 3.14159 << '|' << std::scientific << 12345.678 << std::defaultfloat << '|' << std::boolalpha << true << "\n";
    std::ostringstream german;
    german.imbue(std::locale(std::locale::classic(), new Punctuation));
    german << 1234567 << " " << 1234.5;
    std::cout << german.str() << " " << std::locale().name() << "\n";

    const std::string text = "alpha=1, beta = 22;gamma=333";
    const std::regex pair(R"((\w+)\s*=\s*(\d+))");
    for (std::sregex_iterator i(text.begin(), text.end(), pair), end; i != end; ++i)
        std::cout << (*i)[1] << ":" << (*i)[2] << " ";
    std::cout << std::regex_replace(text, pair, "$2=$1") << " " << std::regex_match("2026-11-29", std::regex("\\d{4}(-\\d\\d){2}")) << "\n";
    try {
        std::regex bad("(");
    } catch (const std::regex_error &e) {
        std::cout << "regex_error " << (e.code() == std::regex_constants::error_paren) << "\n";
    }

    char digits[64];
    for (double value : {0.1, 1e300, -2.5e-7, 123456789.0, 1.0 / 3}) {
        auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        std::cout << std::string(digits, end) << " ";
    }
    int parsed = 0;
    auto result = std::from_chars(text.data() + text.find('3'), text.data() + text.size(), parsed);
    std::cout << parsed << (result.ptr - text.data()) << " " << std::stod("1.5e3") << " " << std::stol("-77") << "\n";

    std::mt19937 small(7);
    std::mt19937_64 large(7);
    small.discard(100);
    std::cout << small() << " " << large() << " " << std::minstd_rand(3)() << "\n";
    std::random_device device;
    std::cout << (device.entropy() >= 0) << "\n";

    std::wostringstream wide;
    wide << L"wide " << 12 << L" " << std::setw(5) << L"x";
    std::wstring characters = wide.str();
    std::cout << characters.size() << " " << std::string(characters.begin(), characters.end()) << " " << std::wcslen(L"abc") << "\n";

    using namespace std::chrono;
    std::cout << duration_cast<milliseconds>(hours(1) + minutes(2) + 3s).count() << " "
              << (system_clock::to_time_t(system_clock::now()) > 1700000000) << "\n";
    auto before = steady_clock::now();
    std::this_thread::sleep_for(5ms);
    std::cout << (steady_clock::now() - before >= 5ms) << "\n";

    std::map<std::string, std::vector<int>> map{{"b", {2, 1}}, {"a", {3}}};
    for (auto &[key, values] : map)
        std::cout << key << "=" << std::accumulate(values.begin(), values.end(), 0) << " ";
    std::unordered_map<int, int> squares;
    for (int i = 0; i < 100; i++)
        squares[i * 37] = i * i;
    std::variant<int, std::string, double> either = std::string("variant");
    std::optional<int> none;
    std::cout << squares.at(37 * 9) << " " << std::get<std::string>(either) << " " << none.value_or(4) << " " << std::complex<double>(1, -2) * std::complex<double>(0, 1) << " "
              << std::valarray<double>({1, 2, 3}).sum() << "\n";
    try {
        std::cout << std::get<int>(either);
    } catch (const std::bad_variant_access &) {
        std::cout << "bad_variant_access\n";
    }

    static std::mutex mutex;
    static std::recursive_mutex recursive;
    static std::once_flag flag;
    for (int i = 0; i < 3; i++)
        std::call_once(flag, [] { std::cout << "once "; });
    std::scoped_lock lock(mutex, recursive);
    std::lock_guard again(recursive);
    std::atomic<double> number{1.5};
    number.store(number.load() * 2);
    std::cout << number << " " << ++per_thread << "\n";
}

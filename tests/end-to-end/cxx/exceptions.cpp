// What C++ promises of exceptions. Every line of output is the same natively.
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

namespace {

struct Trace {
    std::string name;
    explicit Trace(std::string n) : name(std::move(n)) { std::cout << "+" << name << " "; }
    Trace(const Trace &) = delete;
    ~Trace() { std::cout << "-" << name << " "; }
};

struct Error : std::runtime_error {
    int code;
    Error(const std::string &text, int c) : std::runtime_error(text), code(c) {}
};
struct Left : virtual Error {
    Left() : Error("left", 1) {}
};
struct Right : virtual Error {
    Right() : Error("right", 2) {}
};
struct Both : Left, Right {
    Both() : Error("both", 3) {}
};

struct Shape {
    virtual ~Shape() = default;
    virtual double area(int depth) const = 0;
};
struct Square : Shape {
    double area(int depth) const override
    {
        Trace trace("square" + std::to_string(depth));
        if (depth == 0)
            throw Error("no area", 7);
        return area(depth - 1);
    }
};

struct Member {
    explicit Member(int n) { if (n > 1) throw std::invalid_argument("member " + std::to_string(n)); }
};
struct Whole {
    Trace before{"before"};
    Member member;
    Trace after{"after"};
    explicit Whole(int n) try : member(n) {
        std::cout << "whole ";
    } catch (const std::invalid_argument &e) {
        std::cout << "function-try(" << e.what() << ") ";
        throw;
    }
};

void line() { std::cout << "\n"; }

void types()
{
    for (int kind = 0; kind < 9; kind++) {
        try {
            switch (kind) {
            case 0: throw 42;
            case 1: throw 2.5;
            case 2: throw "text";
            case 3: throw std::string("string");
            case 4: throw Error("error", 9);
            case 5: throw Both();
            case 6: throw std::bad_alloc();
            case 7: throw static_cast<const char *>(nullptr);
            default: throw std::vector<int>{1, 2, 3};
            }
        } catch (int n) {
            std::cout << "int " << n;
        } catch (const char *text) {
            std::cout << "text " << (text != nullptr ? text : "null");
        } catch (const std::string &text) {
            std::cout << "string " << text;
        } catch (const Left &left) {
            std::cout << "left " << left.what() << " " << left.code;
        } catch (const Error &error) {
            std::cout << "error " << error.what() << " " << error.code;
        } catch (const std::exception &other) {
            std::cout << "exception " << (dynamic_cast<const std::bad_alloc *>(&other) != nullptr);
        } catch (...) {
            std::cout << "something";
        }
        line();
    }
}

void unwinding()
{
    try {
        Trace outer("outer");
        std::unique_ptr<Shape> shape = std::make_unique<Square>();
        std::cout << shape->area(3);
    } catch (const Error &error) {
        std::cout << "| " << error.what() << " " << error.code;
    }
    line();
    for (int n = 1; n <= 2; n++) {
        try {
            Whole whole(n);
            std::cout << "made ";
        } catch (const std::exception &e) {
            std::cout << "| " << e.what();
        }
        line();
    }
    // An array of which some elements exist.
    static int made = 0;
    struct Element {
        int number = ++made;
        Element() { if (number == 3) throw number; }
        ~Element() { std::cout << "~" << number << " "; }
    };
    try {
        std::vector<Element> never;
        auto elements = std::make_unique<Element[]>(5);
    } catch (int n) {
        std::cout << "| element " << n;
    }
    line();
}

void again(int depth)
{
    try {
        if (depth == 0)
            throw Error("deep", 0);
        again(depth - 1);
    } catch (Error &error) {
        error.code++;
        if (depth < 5)
            throw;
        std::cout << "rethrown " << error.code << "\n";
    }
}

void nested()
{
    std::function<void(const std::exception &, int)> tell = [&](const std::exception &e, int depth) {
        std::cout << depth << ":" << e.what() << " ";
        try {
            std::rethrow_if_nested(e);
        } catch (const std::exception &inner) {
            tell(inner, depth + 1);
        }
    };
    try {
        try {
            try {
                throw std::out_of_range("innermost");
            } catch (...) {
                std::throw_with_nested(std::logic_error("middle"));
            }
        } catch (...) {
            std::throw_with_nested(Error("outermost", 4));
        }
    } catch (const std::exception &e) {
        tell(e, 0);
    }
    line();
    // One that is thrown while another is handled.
    try {
        try {
            throw 1;
        } catch (int) {
            try {
                throw 2.0;
            } catch (double d) {
                std::cout << "inner " << d << " ";
            }
            throw;
        }
    } catch (int n) {
        std::cout << "outer " << n << "\n";
    }
}

void pointers()
{
    std::exception_ptr kept;
    {
        Trace trace("kept");
        try {
            throw Error("kept", 11);
        } catch (...) {
            kept = std::current_exception();
        }
    }
    for (int i = 0; i < 2; i++) {
        try {
            std::rethrow_exception(kept);
        } catch (Error &error) {
            std::cout << error.what() << " " << error.code++ << " ";
        }
    }
    kept = std::make_exception_ptr(std::string("made"));
    try {
        std::rethrow_exception(kept);
    } catch (const std::string &text) {
        std::cout << text << " " << (std::current_exception() != nullptr);
    }
    kept = nullptr;
    std::cout << " " << (std::current_exception() == nullptr) << "\n";
}

void library()
{
    auto attempt = [](const char *name, auto &&action) {
        try {
            action();
            std::cout << name << ": nothing\n";
        } catch (const std::out_of_range &) {
            std::cout << name << ": out_of_range\n";
        } catch (const std::length_error &) {
            std::cout << name << ": length_error\n";
        } catch (const std::invalid_argument &) {
            std::cout << name << ": invalid_argument\n";
        } catch (const std::bad_cast &) {
            std::cout << name << ": bad_cast\n";
        } catch (const std::bad_function_call &) {
            std::cout << name << ": bad_function_call\n";
        } catch (const std::bad_alloc &) {
            std::cout << name << ": bad_alloc\n";
        } catch (const std::bad_typeid &) {
            std::cout << name << ": bad_typeid\n";
        } catch (const std::bad_weak_ptr &) {
            std::cout << name << ": bad_weak_ptr\n";
        }
    };
    Square square;
    Shape &shape = square;
    struct Circle : Square {};
    attempt("at", [] { std::vector<int>(3).at(3) = 1; });
    attempt("reserve", [] { std::vector<int>().reserve(std::vector<int>().max_size() + 1); });
    attempt("substr", [] { std::string("abc").substr(4); });
    attempt("stoi", [] { std::stoi("x"); });
    attempt("stoi of much", [] { std::stoi("99999999999"); });
    attempt("dynamic_cast", [&] { dynamic_cast<Circle &>(shape).area(1); });
    attempt("function", [] { std::function<void()>()(); });
    attempt("new", [] { volatile std::size_t much = static_cast<std::size_t>(-1) - 65536; void *volatile p = ::operator new(much); ::operator delete(p); });
    attempt("typeid", [] { Shape *none = nullptr; std::cout << typeid(*none).name(); });
    attempt("weak_ptr", [] { std::shared_ptr<int> p(std::weak_ptr<int>{}); });
    std::cout << (dynamic_cast<Circle *>(&shape) == nullptr) << (dynamic_cast<Square *>(&shape) == &square) << "\n";
}

struct Counter {
    int before = std::uncaught_exceptions();
    ~Counter() { std::cout << "uncaught " << std::uncaught_exceptions() - before << " "; }
};

void in_destructors()
{
    try {
        Counter counter;
        throw 1;
    } catch (int) {
    }
    {
        Counter counter;
    }
    struct Throws {
        ~Throws() noexcept(false) { throw std::runtime_error("destructor"); }
    };
    try {
        Throws throws;
    } catch (const std::runtime_error &e) {
        std::cout << e.what();
    }
    line();
}

int many()
{
    int sum = 0;
    for (int i = 0; i < 20000; i++) {
        try {
            if (i % 3 == 0)
                throw i;
            if (i % 3 == 1)
                throw std::to_string(i);
        } catch (int n) {
            sum += n % 7;
        } catch (const std::string &text) {
            sum += static_cast<int>(text.size());
        }
    }
    return sum;
}

}

int main()
{
    types();
    unwinding();
    again(5);
    nested();
    pointers();
    library();
    in_destructors();
    std::cout << many() << std::endl;
    std::set_terminate([] {
        std::cout << "terminate" << std::endl;
        std::_Exit(7);
    });
    const Square square;
    auto never = [&]() noexcept { return square.area(2); };
    return never() > 0;
}

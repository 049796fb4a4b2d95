// std::thread and what comes with it. The output does not depend on how threads take turns.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <iostream>
#include <mutex>
#include <numeric>
#include <queue>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

static thread_local int per_thread = 1;

struct Counted {
    std::atomic<int> &count;
    ~Counted() { count++; }
};

static void exceptions_in_threads()
{
    std::atomic<int> caught{0}, destroyed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; i++)
        threads.emplace_back([&, i] {
            for (int k = 0; k < 500; k++) {
                try {
                    Counted counted{destroyed};
                    per_thread++;
                    if (k % 2 != 0)
                        throw std::runtime_error("thread " + std::to_string(i));
                } catch (const std::exception &) {
                    caught++;
                }
            }
        });
    for (auto &thread : threads)
        thread.join();
    std::cout << "caught " << caught << " destroyed " << destroyed << " here " << per_thread << "\n";
    auto future = std::async(std::launch::async, []() -> int { throw std::logic_error("from async"); });
    try {
        future.get();
    } catch (const std::logic_error &e) {
        std::cout << e.what() << "\n";
    }
    std::exception_ptr carried;
    std::thread([&] {
        try {
            throw 42;
        } catch (...) {
            carried = std::current_exception();
        }
    }).join();
    try {
        std::rethrow_exception(carried);
    } catch (int n) {
        std::cout << "carried " << n << "\n";
    }
}

static void queue_of_work()
{
    std::mutex mutex;
    std::condition_variable changed;
    std::queue<int> work;
    bool done = false;
    long sum = 0;
    std::vector<std::thread> workers;
    for (int i = 0; i < 3; i++)
        workers.emplace_back([&] {
            for (;;) {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return done || !work.empty(); });
                if (work.empty())
                    return;
                sum += work.front();
                work.pop();
            }
        });
    for (int i = 1; i <= 1000; i++) {
        {
            std::lock_guard lock(mutex);
            work.push(i);
        }
        changed.notify_one();
    }
    {
        std::lock_guard lock(mutex);
        done = true;
    }
    changed.notify_all();
    for (auto &worker : workers)
        worker.join();
    std::cout << "sum " << sum << "\n";
}

int main()
{
    exceptions_in_threads();
    queue_of_work();
    std::shared_mutex shared;
    int value = 0;
    std::thread writer([&] {
        for (int i = 0; i < 1000; i++) {
            std::unique_lock lock(shared);
            value++;
        }
    });
    int last = 0;
    bool grows = true;
    for (int i = 0; i < 1000; i++) {
        std::shared_lock lock(shared);
        grows = grows && value >= last;
        last = value;
    }
    writer.join();
    std::cout << value << grows << "\n";
    std::promise<std::string> promise;
    auto answer = promise.get_future();
    std::thread(
        [](std::promise<std::string> p) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            p.set_value("promised");
        },
        std::move(promise))
        .detach();
    std::cout << answer.get() << "\n";
    std::timed_mutex timed;
    timed.lock();
    std::thread([&] { std::cout << timed.try_lock_for(std::chrono::milliseconds(5)) << "\n"; }).join();
    static std::once_flag flag;
    std::atomic<int> times{0};
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; i++)
            threads.emplace_back([&] { std::call_once(flag, [&] { times++; }); });
        for (auto &thread : threads)
            thread.join();
    }
    std::cout << times << std::endl;
}

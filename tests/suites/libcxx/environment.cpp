// LLVM's helpers make and remove the directory of a test by a shell's commands: here these are done in the guest. What cannot be is refused.
#include "environment.h"

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

static void open_up(const std::filesystem::path &path, std::error_code &code)
{
    std::filesystem::permissions(path, std::filesystem::perms::all, code);
    for (const auto &entry : std::filesystem::recursive_directory_iterator(path, code))
        if (!entry.is_symlink())
            std::filesystem::permissions(entry.path(), std::filesystem::perms::all, code);
}

extern "C" int system(const char *command)
{
    std::error_code code;
    const std::string text = command == nullptr ? "" : command;
    const auto path = text.substr(text.find_last_of(' ') + 1);
    if (text.rfind("mkdir -p ", 0) == 0)
        std::filesystem::create_directories(path, code);
    else if (text.rfind("rm -r", 0) == 0)
        std::filesystem::remove_all(path, code);
    else if (text.rfind("chmod -R 777 ", 0) == 0)
        open_up(path, code);
    else
        return -1;
    return code ? 1 : 0;
}

static int refuse()
{
    errno = ENOSYS;
    return -1;
}

extern "C" __attribute__((weak)) int mkfifo(const char *, mode_t) { return refuse(); }
extern "C" __attribute__((weak)) int socket(int, int, int) { return refuse(); }
extern "C" __attribute__((weak)) int bind(int, const struct sockaddr *, socklen_t) { return refuse(); }

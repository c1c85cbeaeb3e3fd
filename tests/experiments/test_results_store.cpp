// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "experiments/results/atomic_file.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/hdf5_reader.hpp"
#include "experiments/results/hdf5_writer.hpp"
#include "tests/experiments/scratch.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A table of whole numbers 0, 1, … and a text column, written as results are.
void write(const fs::path& path, std::size_t rows) {
    AtomicFile file(path);
    Hdf5Writer writer(path);
    std::vector<std::int32_t> numbers(rows);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < rows; ++i) {
        numbers[i] = static_cast<std::int32_t>(i);
        names.push_back("row " + std::to_string(i));
    }
    writer.add({"/table/row", {"row"}, {rows}, numbers, {}, true});
    writer.add({"/table/name", {"row"}, {rows}, names, {{"long_name", "名字"}}, false});
    writer.attribute("/", "data_digest", writer.data_digest());
    file.write(writer.finish());
    file.commit();
}

}  // namespace

TEST_CASE("results store: what was written is read back, and leaves no other file") {
    const Scratch scratch;
    write(scratch / "x.h5", 1000);
    const Hdf5Reader reader(scratch / "x.h5");
    const std::vector<std::int32_t> numbers = reader.numbers("/table/row");
    REQUIRE(numbers.size() == 1000);
    CHECK(numbers[999] == 999);
    CHECK(reader.texts("/table/name")[7] == "row 7");
    CHECK(reader.text_attribute("data_digest").size() == 32);
    CHECK(std::distance(fs::directory_iterator(scratch.folder()), {}) == 1);
}

TEST_CASE("results store: the same data make the same bytes") {
    const Scratch scratch;
    write(scratch / "a.h5", 500);
    ::usleep(1'100'000);  // times of objects, if they were stored, count seconds
    write(scratch / "b.h5", 500);
    CHECK(bytes_of(scratch / "a.h5") == bytes_of(scratch / "b.h5"));
}

TEST_CASE("results store: a flipped byte, a cut file, a folder and a text are refused with exit code 2") {
    const Scratch scratch;
    const fs::path path = scratch / "x.h5";
    write(path, 1000);
    const std::string whole = bytes_of(path);
    const auto refused = [](const fs::path& file) {
        try {
            const Hdf5Reader reader(file);
            (void)reader.numbers("/table/row");
            (void)reader.texts("/table/name");
        } catch (const FileError& error) {
            return error.exit_code() == 2;
        }
        return false;
    };
    CHECK_FALSE(refused(path));
    std::string flipped = whole;
    flipped[whole.find("row 500")] ^= 1;
    std::ofstream(scratch / "flipped.h5", std::ios::binary) << flipped;
    CHECK(refused(scratch / "flipped.h5"));
    std::ofstream(scratch / "cut.h5", std::ios::binary) << whole.substr(0, whole.size() / 2);
    CHECK(refused(scratch / "cut.h5"));
    scratch.write("empty.h5", "");
    CHECK(refused(scratch / "empty.h5"));
    std::ofstream(scratch / "text.h5") << "not a results file\n";
    CHECK(refused(scratch / "text.h5"));
    CHECK(refused(scratch.folder()));
    CHECK(refused(scratch / "nothing.h5"));
}

TEST_CASE("results store: kill -9 at any moment leaves the old file or the new one, whole") {
    const Scratch scratch;
    const fs::path path = scratch / "x.h5";
    write(path, 100);
    int old_files = 0, new_files = 0;
    for (unsigned delay = 500; old_files + new_files < 40 || new_files == 0; delay += 700) {
        const pid_t child = ::fork();
        if (child == 0) {
            for (std::size_t rows = 20000;; ++rows) write(path, rows);
        }
        ::usleep(delay);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        const Hdf5Reader reader(path);
        const std::size_t rows = reader.numbers("/table/row").size();
        CHECK(reader.texts("/table/name").size() == rows);
        (rows == 100 ? old_files : new_files) += 1;
    }
}

TEST_CASE("results store: files are moved aside to the first free number") {
    const Scratch scratch;
    for (int i = 0; i < 2; ++i) {
        std::ofstream(scratch / "x.h5") << i;
        CHECK(move_aside(scratch / "x.h5") == scratch / ("x.h5." + std::to_string(i + 1)));
    }
    CHECK(bytes_of(scratch / "x.h5.2") == "1");
}

#include "older_errors.h"

#include <iostream>
#include <streambuf>
#include <string_view>

namespace d2v::older {
namespace {

constexpr std::string_view kReport = "Exception in aoti_torch: ";

thread_local std::string report;

// libtorch writes a report, with time and place before it, in one piece.
bool taken(std::string_view text) {
  if (!Inside::any()) return false;
  size_t start = text.find(kReport);
  if (start == std::string_view::npos) return false;
  report = text.substr(start + kReport.size());
  return true;
}

class Filter : public std::streambuf {
 public:
  explicit Filter(std::streambuf* behind) : behind_(behind) {}

 protected:
  std::streamsize xsputn(const char* text, std::streamsize length) override {
    return taken({text, static_cast<size_t>(length)}) ? length : behind_->sputn(text, length);
  }
  int_type overflow(int_type character) override {
    return traits_type::eq_int_type(character, traits_type::eof())
               ? traits_type::not_eof(character)
               : behind_->sputc(traits_type::to_char_type(character));
  }
  int sync() override { return behind_->pubsync(); }

 private:
  std::streambuf* const behind_;
};

}  // namespace

void listen() {
  // Never deleted: std::cerr may be written to until the very end of the process.
  static Filter* const filter = new Filter(std::cerr.rdbuf());
  std::cerr.rdbuf(filter);
}

std::string take_report() {
  std::string taken;
  taken.swap(report);
  return taken;
}

}  // namespace d2v::older

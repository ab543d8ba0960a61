// The recorder: what counts, how often, and within what. Times are compared with each other only.
#include "base/profiler.h"

#include <gtest/gtest.h>
#include <optional>
#include <thread>

#include "base/context.h"
#include "base/error.h"
#include "base/profile_table.h"

namespace nnl {
namespace {

/// What scopes are of.
struct Owner {
  Ref<Context> made = make_ref<Context>();
  Context& context() const { return *made; }
  Profiler& profiler() const { return made->profiler(); }
};

ProfileRow row_of(const Profile& profile, const std::string& name) {
  for (const ProfileRow& row : profile.rows)
    if (row.name == name) return row;
  ADD_FAILURE() << "no row " << name;
  return {};
}

std::string failure_of(const std::function<void()>& body, Code code) {
  try {
    body();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    return error.what();
  }
  return "no error";
}

TEST(Profiler, counts_what_lies_within_what) {
  const Owner owner;
  owner.profiler().start(100);
  for (int i = 0; i < 3; ++i) {
    const ProfileScope outer(ProfileKind::step, "outer", owner);
    owner.made->charge(10);
    for (int k = 0; k < 2; ++k) {
      const ProfileScope inner(ProfileKind::op, "inner", owner);
      owner.made->charge(100);
      owner.made->refund(100);
    }
  }
  owner.made->charge(1000);
  owner.profiler().stop();
  const Profile profile = owner.profiler().read(true);
  const ProfileRow outer = row_of(profile, "outer"), inner = row_of(profile, "inner");
  EXPECT_EQ(profile.rows.size(), 2U);
  EXPECT_EQ(profile.rows[0].name, "inner");  // the first to end
  EXPECT_EQ(outer.kind, ProfileKind::step);
  EXPECT_EQ(outer.calls, 3);
  EXPECT_EQ(inner.calls, 6);
  EXPECT_EQ(inner.bytes, 600);
  EXPECT_EQ(outer.bytes, 630);
  EXPECT_EQ(inner.self, inner.total);
  EXPECT_EQ(outer.self, outer.total - inner.total);
  EXPECT_EQ(profile.total, outer.total);
  ASSERT_EQ(profile.timeline.size(), 9U);
  for (size_t i = 0; i < 9; i += 3)
    for (size_t k = 0; k < 2; ++k) {
      const ProfileEvent &within = profile.timeline[i + k], &around = profile.timeline[i + 2];
      EXPECT_LE(around.start, within.start);
      EXPECT_LE(within.start + within.duration, around.start + around.duration);
    }
}

TEST(Profiler, counts_a_scope_within_one_of_its_own_row_once) {
  const Owner owner;
  owner.profiler().start(100);
  {
    const ProfileScope first(ProfileKind::layer, "same", owner, "Group");
    const ProfileScope other(ProfileKind::layer, "same", owner, "List");
    const ProfileScope again(ProfileKind::layer, "same", owner, "Group");
    owner.made->charge(8);
  }
  const Profile profile = owner.profiler().read(true);
  ASSERT_EQ(profile.rows.size(), 2U);
  const ProfileRow &group = profile.rows[0], &list = profile.rows[1];
  EXPECT_EQ(group.layer, "Group");
  EXPECT_EQ(group.calls, 2);
  EXPECT_EQ(group.bytes, 8);
  EXPECT_EQ(group.total, profile.total);
  EXPECT_EQ(group.total, profile.timeline[2].duration);
  EXPECT_EQ(group.self + list.self, profile.total);
  EXPECT_EQ(list.bytes, 8);
}

TEST(Profiler, has_nothing_of_what_happened_while_it_was_off) {
  const Owner owner;
  std::optional<ProfileScope> early, late;
  early.emplace(ProfileKind::op, "before", owner);
  owner.profiler().start(100);
  {
    const ProfileScope within(ProfileKind::op, "within", owner);
    early.reset();
  }
  late.emplace(ProfileKind::op, "cut off", owner);
  owner.profiler().stop();
  late.reset();
  { const ProfileScope after(ProfileKind::op, "after", owner); }
  const Profile profile = owner.profiler().read(true);
  ASSERT_EQ(profile.rows.size(), 1U);
  EXPECT_EQ(profile.rows[0].name, "within");
  EXPECT_EQ(profile.events, 1);
  EXPECT_FALSE(profile.recording);
}

TEST(Profiler, that_is_started_anew_knows_nothing_of_before) {
  const Owner owner;
  owner.profiler().start(100);
  {
    const ProfileScope old(ProfileKind::op, "old", owner);
    owner.profiler().stop();
    owner.profiler().start(0);
    const ProfileScope young(ProfileKind::op, "young", owner);
    owner.made->charge(4);
  }
  const Profile profile = owner.profiler().read(true);
  ASSERT_EQ(profile.rows.size(), 1U);
  EXPECT_EQ(profile.rows[0].name, "young");
  EXPECT_EQ(profile.rows[0].bytes, 4);
  EXPECT_EQ(profile.total, profile.rows[0].total);
  EXPECT_TRUE(profile.recording);
}

TEST(Profiler, keeps_contexts_apart) {
  const Owner owner, other;
  owner.profiler().start(100);
  {
    const ProfileScope outer(ProfileKind::op, "outer", owner);
    const ProfileScope foreign(ProfileKind::op, "foreign", other);
    const ProfileScope inner(ProfileKind::op, "inner", owner);
    other.made->charge(1);
    owner.made->charge(2);
  }
  const Profile profile = owner.profiler().read(false);
  EXPECT_EQ(profile.rows.size(), 2U);
  EXPECT_EQ(row_of(profile, "inner").bytes, 2);
  EXPECT_EQ(row_of(profile, "outer").bytes, 2);
  EXPECT_EQ(row_of(profile, "outer").self, row_of(profile, "outer").total - row_of(profile, "inner").total);
  EXPECT_TRUE(profile.timeline.empty());
  EXPECT_EQ(failure_of([&] { other.profiler().read(false); }, Code::invalid_state),
            "profile: nothing was recorded; start it first");
  {
    other.profiler().start(100);
    const ProfileScope outer(ProfileKind::op, "outer", owner);
    const ProfileScope foreign(ProfileKind::op, "foreign", other);
    other.made->charge(1);
    owner.made->charge(2);
  }
  EXPECT_EQ(row_of(other.profiler().read(false), "foreign").bytes, 1);
  EXPECT_EQ(row_of(owner.profiler().read(false), "outer").bytes, 4);
}

TEST(Profiler, drops_events_beyond_its_room_and_counts_on) {
  const Owner owner;
  owner.profiler().start(2);
  for (int i = 0; i < 5; ++i) const ProfileScope scope(ProfileKind::op, "scope", owner);
  const Profile profile = owner.profiler().read(true);
  EXPECT_EQ(profile.rows.at(0).calls, 5);
  EXPECT_EQ(profile.events, 2);
  EXPECT_EQ(profile.timeline.size(), 2U);
  EXPECT_EQ(profile.dropped, 3);
}

TEST(Profiler, says_what_cannot_be) {
  const Owner owner;
  EXPECT_EQ(failure_of([&] { owner.profiler().stop(); }, Code::invalid_state),
            "profile: it is not recording; start it first");
  EXPECT_EQ(failure_of([&] { owner.profiler().start(-1); }, Code::invalid_argument),
            "profile: -1 events to keep; wanted 0 or more");
  EXPECT_EQ(failure_of([&] { owner.profiler().read(false); }, Code::invalid_state),
            "profile: nothing was recorded; start it first");
  owner.profiler().start(1);
  { const ProfileScope scope(ProfileKind::op, "kept", owner); }
  EXPECT_EQ(failure_of([&] { owner.profiler().start(1); }, Code::invalid_state),
            "profile: it is recording already; stop it first");
  EXPECT_EQ(owner.profiler().read(false).rows.size(), 1U);
  owner.profiler().stop();
  EXPECT_FALSE(observed());
}

TEST(Profiler, that_ends_while_it_records_is_off) {
  { Owner().profiler().start(1); }
  EXPECT_FALSE(observed());
}

TEST(Profiler, outlives_its_context_in_a_scope) {
  Owner owner;
  owner.profiler().start(1);
  {
    const ProfileScope scope(ProfileKind::op, "scope", owner);
    owner.made = {};
  }
  EXPECT_FALSE(observed());
}

TEST(Profiler, records_threads_side_by_side) {
  const Owner owner;
  constexpr int64_t rounds = 500;
  owner.profiler().start(100 * rounds);
  const auto work = [&] {
    for (int64_t i = 0; i < rounds; ++i) {
      const ProfileScope outer(ProfileKind::layer, "outer", owner);
      const ProfileScope inner(ProfileKind::op, "inner", owner);
      owner.made->charge(1);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(work);
  for (int i = 0; i < 20; ++i) owner.profiler().read(true);
  for (std::thread& thread : threads) thread.join();
  const Profile profile = owner.profiler().read(true);
  EXPECT_EQ(row_of(profile, "outer").calls, 4 * rounds);
  EXPECT_EQ(row_of(profile, "inner").bytes, 4 * rounds);
  EXPECT_EQ(row_of(profile, "outer").bytes, 4 * rounds);
  EXPECT_EQ(row_of(profile, "outer").total, profile.total);
  std::unordered_map<uint32_t, std::vector<ProfileEvent>> by_thread;
  for (const ProfileEvent& event : profile.timeline) by_thread[event.thread].push_back(event);
  EXPECT_EQ(by_thread.size(), 4U);
  for (const auto& [thread, events] : by_thread) {
    ASSERT_EQ(events.size(), static_cast<size_t>(2 * rounds));
    for (size_t i = 0; i < events.size(); i += 2) {
      EXPECT_LE(events[i + 1].start, events[i].start);
      EXPECT_LE(events[i].start + events[i].duration, events[i + 1].start + events[i + 1].duration);
    }
  }
}

TEST(ProfileTable, lists_the_longest_first) {
  Profile profile;
  profile.total = 4'000'000;
  profile.events = 7;
  profile.dropped = 1;
  profile.rows = {{ProfileKind::op, "relu", "", 2, 500'000, 500'000, 64},
                  {ProfileKind::backward, "relu", "", 2, 1'500'400, 1'500'400, 32},
                  {ProfileKind::layer, "1", "ReLU", 2, 1'000'000, 500'000, 64},
                  {ProfileKind::step, "train_step", "", 2, 4'000'000, 1'499'600, 96}};
  EXPECT_EQ(profile_table(profile),
            "operation  pass      calls  total ms  self ms  share  bytes\n"
            "relu       backward      2     1.500    1.500  37.5%     32\n"
            "relu       forward       2     0.500    0.500  12.5%     64\n"
            "\n"
            "layer  kind  calls  total ms  self ms  share  bytes\n"
            "1      ReLU      2     1.000    0.500  25.0%     64\n"
            "\n"
            "training    part  calls  total ms  self ms   share  bytes\n"
            "train_step  step      2     4.000    1.500  100.0%     96\n"
            "\n"
            "recorded: 4.000 ms, events: 7, dropped: 1\n");
  EXPECT_EQ(profile_table({}), "recorded: 0.000 ms, events: 0, dropped: 0\n");
}

}  // namespace
}  // namespace nnl

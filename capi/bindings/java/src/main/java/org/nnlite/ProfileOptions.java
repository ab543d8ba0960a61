package org.nnlite;

import static org.nnlite.Library.NNL;

/** Settings of {@link Profile#start(Context, ProfileOptions)}. */
public final class ProfileOptions extends Options<ProfileOptions> {
  /** The defaults. */
  public ProfileOptions() {
    super(Layout.ProfileOptions.SIZE, NNL::nnl_profile_options_init);
  }

  /** 1,000,000, not negative: scopes that are kept for the trace, 32 bytes each. */
  public ProfileOptions maxEvents(long value) {
    return set(Layout.ProfileOptions.MAX_EVENTS, value);
  }
}

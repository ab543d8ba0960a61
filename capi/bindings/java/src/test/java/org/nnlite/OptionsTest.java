package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options begin with the defaults that nnlite.h documents, and setters write the fields that they name. */
class OptionsTest {
  private static void assertDoubles(Options<?> options, Map<Integer, Double> expected) {
    expected.forEach((offset, value) -> assertEquals(value, options.getDouble(offset)));
  }

  @Test
  void defaults() {
    assertEquals(Layout.SgdOptions.SIZE, new SgdOptions().getInt(Layout.SgdOptions.STRUCT_SIZE));
    assertEquals(1, new SgdOptions().getInt(Layout.SgdOptions.LAZY_ROWS));
    assertDoubles(new SgdOptions(), Map.of(Layout.SgdOptions.LEARNING_RATE, 1e-3, Layout.SgdOptions.MOMENTUM, 0.0));
    assertDoubles(new AdamOptions(), Map.of(Layout.AdamOptions.BETA1, 0.9, Layout.AdamOptions.BETA2, 0.999));
    assertDoubles(new AdamWOptions(), Map.of(Layout.AdamwOptions.WEIGHT_DECAY, 1e-2));
    assertDoubles(new SparseAdamOptions(), Map.of(Layout.SparseAdamOptions.EPS, 1e-8));
    assertDoubles(new AdagradOptions(), Map.of(Layout.AdagradOptions.LEARNING_RATE, 1e-2, Layout.AdagradOptions.EPS, 1e-10));
    assertDoubles(new RmsPropOptions(), Map.of(Layout.RmspropOptions.ALPHA, 0.99));
    assertDoubles(new BatchNormOptions(), Map.of(Layout.BatchNormOptions.EPS, 1e-5, Layout.BatchNormOptions.MOMENTUM, 0.1));
    assertDoubles(new LayerNormOptions(), Map.of(Layout.LayerNormOptions.EPS, 1e-5));
    assertDoubles(new GroupNormOptions(), Map.of(Layout.GroupNormOptions.EPS, 1e-5));
    assertDoubles(new EmbeddingOptions(), Map.of(Layout.EmbeddingOptions.NORM_TYPE, 2.0));
    assertDoubles(new EmbeddingBagOptions(), Map.of(Layout.EmbeddingBagOptions.NORM_TYPE, 2.0));
    assertDoubles(new TripletMarginOptions(), Map.of(Layout.TripletMarginOptions.MARGIN, 1.0, Layout.TripletMarginOptions.P, 2.0));
    assertDoubles(new OneCycleLrOptions(), Map.of(Layout.OneCycleLrOptions.PCT_START, 0.3, Layout.OneCycleLrOptions.DIV_FACTOR, 25.0));
    assertDoubles(new ReduceLrOnPlateauOptions(), Map.of(Layout.ReduceLrOnPlateauOptions.FACTOR, 0.1));
    assertDoubles(new GradcheckOptions(), Map.of(Layout.GradcheckOptions.EPS, 1e-6, Layout.GradcheckOptions.RTOL, 1e-3));
    assertDoubles(new TrainStepOptions(), Map.of(Layout.TrainStepOptions.CLIP_NORM_TYPE, 2.0));
    assertEquals(-100, new CrossEntropyOptions().getLong(Layout.CrossEntropyOptions.IGNORE_INDEX));
    assertEquals(1, new LoaderOptions().getLong(Layout.LoaderOptions.BATCH_SIZE));
    assertEquals(1, new FitOptions().getLong(Layout.FitOptions.EPOCHS));
    assertEquals(1, new CheckpointParts().getInt(Layout.CheckpointParts.RANDOM));
    assertEquals(1, new LoadOptions().getInt(Layout.LoadOptions.STRICT));
    assertEquals(1_000_000, new ProfileOptions().getLong(Layout.ProfileOptions.MAX_EVENTS));
    assertEquals(Constants.NNL_DEVICE_CPU, new ContextOptions().getInt(Layout.ContextOptions.DEVICE));
    assertEquals(Constants.NNL_F32, new LinearOptions().getInt(Layout.LinearOptions.DTYPE));
  }

  @Test
  void settersWriteTheirFields() {
    ConvOptions conv = new ConvOptions().stride(2, 3).padding(4).dilation(5, 6).groups(7).paddingSame(true);
    Map<Integer, Long> pairs = new LinkedHashMap<>();
    pairs.put(Layout.ConvOptions.STRIDE, 2L);
    pairs.put(Layout.ConvOptions.STRIDE + 8, 3L);
    pairs.put(Layout.ConvOptions.PADDING, 4L);
    pairs.put(Layout.ConvOptions.PADDING + 8, 4L);
    pairs.put(Layout.ConvOptions.DILATION, 5L);
    pairs.put(Layout.ConvOptions.DILATION + 8, 6L);
    pairs.put(Layout.ConvOptions.GROUPS, 7L);
    pairs.forEach((offset, value) -> assertEquals(value, conv.getLong(offset)));
    assertEquals(1, conv.getInt(Layout.ConvOptions.PADDING_SAME));
    EmbeddingOptions embedding = new EmbeddingOptions().paddingIdx(3).maxNorm(1.5).scaleGradByFreq(true);
    assertEquals(1, embedding.getInt(Layout.EmbeddingOptions.HAS_PADDING_IDX));
    assertEquals(1, embedding.getInt(Layout.EmbeddingOptions.HAS_MAX_NORM));
    assertEquals(3, embedding.getLong(Layout.EmbeddingOptions.PADDING_IDX));
    assertEquals(1.5, embedding.getDouble(Layout.EmbeddingOptions.MAX_NORM));
    Tensor weight = Check.f64(1, 2);
    CrossEntropyOptions cross = new CrossEntropyOptions().weight(weight).reduction(Reduction.SUM);
    assertEquals(weight.handle(), cross.getLong(Layout.CrossEntropyOptions.WEIGHT));
    assertEquals(Constants.NNL_REDUCTION_SUM, cross.getInt(Layout.CrossEntropyOptions.REDUCTION));
    assertEquals(0, cross.weight(null).getLong(Layout.CrossEntropyOptions.WEIGHT));
  }

  @Test
  void aSettingOutOfItsRangeIsNamed() {
    NnliteException failure = Check.fails(Status.INVALID_ARGUMENT, "label_smoothing",
        () -> Losses.crossEntropy(Check.f64(new long[] {1, 2}, 1, 2), Tensor.of(new int[] {0}),
            new CrossEntropyOptions().labelSmoothing(2)));
    assertEquals("nnl_cross_entropy", failure.function());
  }
}

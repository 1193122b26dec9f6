using CsvHelper;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>A line of <c>demo-producers.csv</c>.</summary>
[CsvRecord]
internal sealed partial record DemoProducerRow(
    string Slug, string Type, string NameVi, string NameEn, string EthnicGroupSlug, string Gender, int Members, string CommuneCode, string StoryVi, string StoryEn,
    string Technique);

/// <summary>A line of <c>demo-products.csv</c>.</summary>
[CsvRecord]
internal sealed partial record DemoProductRow(
    string Slug, string ProducerSlug, string CategorySlug, string NameVi, string NameEn, string DescriptionVi, string DescriptionEn, long PriceVnd, string Unit,
    int WeightGrams, int Stock, int LeadTimeDays, string OriginCommuneCode, string MaterialsVi, string MaterialsEn, string Technique, int? OcopStars, string Motif);

/// <summary>A line of <c>demo-reviews.csv</c>: words that fit any goods.</summary>
[CsvRecord]
internal sealed partial record DemoReviewRow(string Language, int Stars, string Text, string Reply);

/// <summary>A line of <c>demo-crafts.csv</c>: a shop tells how it does one of its crafts.</summary>
[CsvRecord]
internal sealed partial record DemoCraftRow(string ProducerSlug, string Technique, string WhoVi, string WhoEn, string AgreedBy);

/// <summary>A line of <c>demo-craft-steps.csv</c>, in their order.</summary>
[CsvRecord]
internal sealed partial record DemoCraftStepRow(string ProducerSlug, string Technique, string Motif, string TextVi, string TextEn);

/// <summary>A line of <c>demo-motifs.csv</c>: what products of a kind have in common.</summary>
[CsvRecord]
internal sealed partial record DemoMotifRow(string Motif, string CareVi, string CareEn, long? HourDong, string UsualVi, string UsualEn, string LargeVi, string LargeEn);

using System.Text.RegularExpressions;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Reviews;
using Marketplace.Features.Fulfilment;
using Marketplace.Features.Payments.Show;
using Marketplace.Features.Studio.Money;
using Marketplace.Infrastructure.Localization;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Architecture;

public sealed partial class TextTests
{
    private static readonly string[] Sources = [.. Repository.Files(Path.Combine(Repository.Root, "src"), ".cs", ".cshtml").Select(File.ReadAllText)];

    /// <summary>What only those who sell, check or count see.</summary>
    private static readonly string[] BehindTheStall = ["Administration", "Finance", "Fulfilment", "Listings", "Moderation", "Programme", "Studio"];

    [Fact]
    public void Every_text_stands_in_Vietnamese_and_English_and_in_French_where_buyers_read()
    {
        var lacking =
            from file in Repository.Files(Path.Combine(Repository.Web, "Features"), ".json")
            where Path.GetFileName(file) == "Strings.json"
            let texts = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement
            from text in texts.EnumerateObject()
            where !text.Value.TryGetProperty("vi", out _) || !text.Value.TryGetProperty("en", out _)
                || (!text.Value.TryGetProperty("fr", out _) && !BehindTheStall.Contains(Path.GetFileName(Path.GetDirectoryName(file))))
            select text.Name;

        Assert.Empty(lacking);
    }

    /// <summary>Of two texts of one name the second stands everywhere, also where the first was meant ("OCOP Sao").</summary>
    [Fact]
    public void No_key_is_written_twice()
    {
        var twice = Repository.Files(Path.Combine(Repository.Web, "Features"), ".json").Where(file => Path.GetFileName(file) == "Strings.json")
            .SelectMany(file => System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject().Select(text => text.Name))
            .CountBy(name => name).Where(name => name.Value > 1);

        Assert.Empty(twice);
    }

    [Fact]
    public void Every_key_asked_for_is_written()
    {
        var missing = Sources.SelectMany(source => Asked().Matches(source)).Select(match => match.Groups[1].Value).Distinct().Where(key => !Texts.Has(key));

        Assert.Empty(missing);
    }

    /// <summary>Keys that end with what a value is called: nobody sees in the source that one is missing, and whoever meets that value reads the key.</summary>
    [Theory]
    [InlineData("checkout.method.", typeof(PaymentMethod))]
    [InlineData("finance.account.", typeof(LedgerAccount))]
    [InlineData("finance.order-status.", typeof(OrderStatus))]
    [InlineData("finance.part-is.", typeof(ProducerOrderStatus))]
    [InlineData("finance.payment-status.", typeof(PaymentStatus))]
    [InlineData("finance.payout-status.", typeof(PayoutStatus))]
    [InlineData("finance.refund-status.", typeof(RefundStatus))]
    [InlineData("fulfilment.status.", typeof(ProducerOrderStatus))]
    [InlineData("fulfilment.step.", typeof(PartStep))]
    [InlineData("listings.certificate.", typeof(CertificateKind))]
    [InlineData("listings.photo-state.", typeof(MediaState))]
    [InlineData("listings.status.", typeof(ProductStatus))]
    [InlineData("listings.supply.", typeof(SupplyKind))]
    [InlineData("moderation.craft-state.", typeof(CraftStoryState))]
    [InlineData("moderation.producer-status.", typeof(ProducerStatus))]
    [InlineData("moderation.product-status.", typeof(ProductStatus))]
    [InlineData("moderation.review-state.", typeof(ReviewState))]
    [InlineData("orders.method.", typeof(PaymentMethod))]
    [InlineData("orders.part-status.", typeof(ProducerOrderStatus))]
    [InlineData("payments.scene.", typeof(PaymentScene))]
    [InlineData("studio.consent.", typeof(ConsentPurpose))]
    [InlineData("studio.gender.", typeof(Gender))]
    [InlineData("studio.kind.", typeof(ProducerKind))]
    [InlineData("studio.money-state.", typeof(MoneyState))]
    [InlineData("studio.role.", typeof(MembershipRole))]
    [InlineData("studio.status.", typeof(ProducerStatus))]
    public void Every_value_of_a_list_has_its_words(string prefix, Type values) =>
        Assert.All(Enum.GetNames(values), name => Assert.True(Texts.Has(prefix + name), prefix + name));

    [Fact]
    public void Every_key_written_is_asked_for()
    {
        var all = string.Join('\n', Sources);
        var literals = Literal().Matches(all).Select(match => match.Groups[1].Value).ToHashSet();
        var prefixes = Prefix().Matches(all).Select(match => match.Groups[1].Value).Distinct().ToArray();

        var endings = Ending().Matches(all).Select(match => match.Groups[1].Value).Distinct().ToArray();
        bool IsAsked(string key) => literals.Contains(key) || prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))
            || endings.Any(ending => key.EndsWith(ending, StringComparison.Ordinal) && literals.Contains(key[..^ending.Length]));

        var unused = Texts.All["vi"].Keys.Where(key => !IsAsked(key) && !IsAsked(Plural().Replace(key, "")));

        Assert.Empty(unused);
    }

    [Fact]
    public void Placeholders_agree_between_languages()
    {
        var vietnamese = Texts.All["vi"];
        var differing =
            from language in Languages.All
            from pair in Texts.All[language]
            where vietnamese.TryGetValue(pair.Key, out var original) && !Places(original).SetEquals(Places(pair.Value)) && !pair.Key.EndsWith(".one", StringComparison.Ordinal)
            select $"{language}: {pair.Key}";

        Assert.Empty(differing);
    }

    /// <summary>Both ways are taught; a page that writes "huỷ" and "hủy" looks as if two had written it. Searching takes either. Comments may name both.</summary>
    [Fact]
    public void Tone_marks_stand_on_the_second_of_two_last_vowels()
    {
        var written = Texts.All["vi"].Select(pair => $"{pair.Key}: {pair.Value}")
            .Concat(Sources.SelectMany(source => source.Split('\n')).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

        Assert.DoesNotContain(written, line => MarkOnTheFirst().IsMatch(line));
    }

    /// <summary>Names of places are written as the official lists have them.</summary>
    [Theory]
    [InlineData("demo-products.csv")]
    [InlineData("demo-producers.csv")]
    [InlineData("demo-motifs.csv")]
    [InlineData("demo-reviews.csv")]
    [InlineData("demo-crafts.csv")]
    [InlineData("demo-craft-steps.csv")]
    [InlineData("heritage-seed.csv")]
    [InlineData("product-categories.csv")]
    [InlineData("blocked-goods.csv")]
    [InlineData("document-types.csv")]
    [InlineData("required-papers.csv")]
    [InlineData("techniques.csv")]
    public void Our_own_reference_texts_place_tone_marks_alike(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "infra", "reference-data", file))
            .Select(line => line.Replace("Hướng Hóa", "", StringComparison.Ordinal).Replace("Sông Lũy", "", StringComparison.Ordinal));

        Assert.DoesNotContain(lines, line => MarkOnTheFirst().IsMatch(line));
    }

    [Theory]
    [InlineData("vi", "[Tt]rang đầu")]
    [InlineData("vi", "[Tt]hư điện tử|[Pp]hí chợ|[Pp]hí của sàn|nộp hộ|[Cc]hất liệu|[Gg]iữ gìn")]
    [InlineData("vi", @"[\d}] chữ(?! số| cái)")]
    [InlineData("en", "(?i:basket(?!ry))")]
    [InlineData("en", "Viet ?[Nn]am(?!ese)")]
    [InlineData("fr", "Viet ?[Nn]am(?!ese)|Viêt")]
    [InlineData("fr", "(?i:\\bd[oô]ngs?\\b)|Courriel|Voir les articles")]
    public void One_thing_has_one_name(string language, string otherName)
    {
        // The formula is the reference data's own English: another letter would be another definition.
        var texts = Texts.All[language].Where(pair => pair.Key != "programme.formula-of.E1");

        Assert.DoesNotContain(texts, pair => Regex.IsMatch(pair.Value, otherName));
    }

    [Fact]
    public void French_punctuation_is_set_off_by_a_space_at_which_no_line_ends()
    {
        var glued =
            from file in Repository.Files(Path.Combine(Repository.Web, "Features"), ".json")
            where Path.GetFileName(file) == "Strings.json"
            from text in System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject()
            where text.Value.TryGetProperty("fr", out var french) && Forms(french).Any(form => GluedInFrench().IsMatch(form))
            select text.Name;

        Assert.Empty(glued);
        Assert.DoesNotContain(Texts.All["fr"], pair => BreakableInFrench().IsMatch(pair.Value));
    }

    /// <summary>A colon written between them would be the English one on French pages, too. What sellers and officers read has no French.</summary>
    [Fact]
    public void What_buyers_read_joins_a_name_and_its_value_by_a_text()
    {
        var features = Path.Combine(Repository.Web, "Features");
        string[] folders = [.. Directory.GetDirectories(features).Where(folder => !BehindTheStall.Contains(Path.GetFileName(folder))), Path.Combine(Repository.Web, "Infrastructure", "Charts")];

        var joined =
            from folder in folders
            from file in Repository.Files(folder, ".cs", ".cshtml")
            from line in File.ReadLines(file)
            where file.EndsWith(".cs", StringComparison.Ordinal) ? JoinedInCode().IsMatch(line) : JoinedInMarkup().IsMatch(line)
            select $"{Path.GetFileName(file)}: {line.Trim()}";

        Assert.Empty(joined);
    }

    /// <summary>The text, or its plural forms.</summary>
    private static IEnumerable<string> Forms(System.Text.Json.JsonElement text) =>
        text.ValueKind == System.Text.Json.JsonValueKind.Object ? text.EnumerateObject().Select(form => form.Value.GetString()!) : [text.GetString()!];

    private static HashSet<string> Places(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("""(?:\bT\[|\bT\.Html\(|Texts\.Get\(|new Refusal\(|new\(|WithErrorCode\()\s*"([a-z0-9-]+(?:\.[a-z0-9-]+)+)"(?!\s*\+)""")]
    private static partial Regex Asked();

    [GeneratedRegex("\"([a-z0-9-]+(?:\\.[a-zA-Z0-9-]+)+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("""\$?"([a-z0-9-]+\.(?:[a-z0-9-]+[.-])*)(?:"\s*\+|\{)""")]
    private static partial Regex Prefix();

    [GeneratedRegex("\\w \\+ \"(-[a-z]+)\"")]
    private static partial Regex Ending();

    [GeneratedRegex(@"\.(one|other)$")]
    private static partial Regex Plural();

    [GeneratedRegex(@"(òa|óa|ỏa|õa|ọa|òe|óe|ỏe|õe|ọe|ùy|úy|ủy|ũy|ụy)(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex MarkOnTheFirst();

    /// <summary>Times (9:05), formats ({0:0.##}) and addresses (https://) apart.</summary>
    [GeneratedRegex(@"(?<![ \u00a0\u202f])[;!?»]|(?<![ \u00a0\u202f\d]):(?!//)|«(?![ \u00a0\u202f])")]
    private static partial Regex GluedInFrench();

    [GeneratedRegex(" [:;!?»%]|« ")]
    private static partial Regex BreakableInFrench();

    [GeneratedRegex(@"\$""[^""]*\}: \{|"": """)]
    private static partial Regex JoinedInCode();

    [GeneratedRegex(@"^(?!\s*(case|@using|@model|@inject|@\*)).*: [<@]")]
    private static partial Regex JoinedInMarkup();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Placeholder();
}

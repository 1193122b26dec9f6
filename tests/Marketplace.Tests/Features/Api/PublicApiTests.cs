using System.Globalization;
using System.Net;
using System.Text.Json;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Programme;
using Marketplace.Tests.Support;
using Microsoft.OpenApi;

namespace Marketplace.Tests.Features.Api;

public sealed class PublicApiTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Following_next_reads_every_product_once()
    {
        var booth = await Some.SavedBooth(_market);
        for (var i = 0; i < 50; i++)
        {
            await Some.SavedProduct(_market, booth, $"Khăn {i}");
        }

        var slugs = await Every("/api/v1/products", "slug");

        Assert.Equal(50, slugs.Count);
    }

    [Fact]
    public async Task Products_makers_and_places_are_there()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);

        Assert.Equal(335_000, (await Json($"/api/v1/products/{product.Slug}")).GetProperty("product").GetProperty("priceDong").GetInt64());
        Assert.Equal(1, (await Json($"/api/v1/makers/{booth.Producer.Slug}")).GetProperty("products").GetInt32());
        Assert.Equal(1, (await Json("/api/v1/makers")).GetProperty("items").GetArrayLength());
        Assert.Equal(booth.Province.Code, (await Json("/api/v1/places/provinces")).GetProperty("items")[0].GetProperty("code").GetString());
        Assert.Equal(booth.Commune.Code, (await Json($"/api/v1/places/provinces/{booth.Province.Code}/communes")).GetProperty("items")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/api/v1/products/nothing")]
    [InlineData("/api/v1/makers/nothing")]
    [InlineData("/api/v1/places/provinces/zz/communes")]
    [InlineData("/api/v1/indicators/zz/values")]
    public async Task What_is_not_there_is_a_problem(string address)
    {
        using var response = await _market.CreateClient().Get(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_copy_that_is_still_right_is_not_sent_again()
    {
        await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        var client = _market.CreateClient();
        using var first = await client.Get("/api/v1/products");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/products");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/products", "GET", true)]
    [InlineData("/api/v1/products", "POST", false)]
    [InlineData("/api/v1/products", "DELETE", false)]
    [InlineData("/api/v1/indicators", "GET", true)]
    [InlineData("/api/v1/indicators", "POST", false)]
    [InlineData("/openapi/v1.json", "GET", true)]
    [InlineData("/openapi/v1.json", "PUT", false)]
    public async Task Pages_of_others_may_read_and_nothing_else(string address, string method, bool isAllowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, address);
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", method);

        using var response = await _market.CreateClient().SendAsync(request, TestContext.Current.CancellationToken);

        var methods = response.Headers.TryGetValues("Access-Control-Allow-Methods", out var values) ? string.Join(',', values) : "";
        Assert.Equal(isAllowed, methods.Split(',').Contains(method));
    }

    [Fact]
    public async Task Pages_of_others_may_ask_whether_their_copy_is_still_right()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/products");
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "if-none-match");

        using var response = await _market.CreateClient().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(["If-None-Match"], response.Headers.GetValues("Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData("province=zz", "Province")]
    [InlineData("category=typo", "Category")]
    [InlineData("people=nobody", "People")]
    [InlineData("technique=magic", "Technique")]
    [InlineData("sort=cheapest", "Sort")]
    [InlineData("after=mangled", "After")]
    public async Task A_filter_that_cannot_be_read_is_a_problem_and_no_wider_answer(string query, string field)
    {
        await Some.SavedProduct(_market, await Some.SavedBooth(_market));

        await IsRefused("/api/v1/products?" + query, field);
    }

    [Fact]
    public async Task More_values_than_a_page_reads_are_a_problem_and_no_other_answer()
    {
        var slugs = Enumerable.Range(0, 21).Select(number => $"craft-{number}").ToList();
        await _market.Given([.. slugs.Select(slug => new Category { Slug = slug, NameVi = slug, NameEn = slug, NameFr = slug, Unit = "piece" })]);

        await Json("/api/v1/products?" + string.Join('&', slugs.Take(20).Append(slugs[0]).Select(slug => "category=" + slug)));

        await IsRefused("/api/v1/products?" + string.Join('&', slugs.Select(slug => "category=" + slug)), "Category");
    }

    [Theory]
    [InlineData("/api/v1/makers")]
    [InlineData("/api/v1/places/provinces")]
    [InlineData("/api/v1/places/provinces/{0}/communes")]
    [InlineData("/api/v1/indicators")]
    public async Task A_cursor_that_no_page_gave_is_a_problem_and_not_the_first_page_again(string list)
    {
        var address = string.Format(CultureInfo.InvariantCulture, list, (await Some.SavedBooth(_market)).Province.Code);

        await Json($"{address}?after={new string('a', 100)}");

        await IsRefused($"{address}?after={new string('a', 101)}", "after");
    }

    [Theory]
    [InlineData("/api/v1/products", "province_code")]
    [InlineData("/api/v1/makers", "page")]
    [InlineData("/api/v1/places/provinces", "q")]
    [InlineData("/api/v1/indicators/B1/values", "from")]
    public async Task A_parameter_that_does_not_exist_is_a_problem_and_no_wider_answer(string address, string parameter) =>
        await IsRefused($"{address}?{parameter}=1", parameter);

    [Fact]
    public async Task Following_next_reads_every_maker_commune_and_indicator_once()
    {
        const int many = 120;
        var booth = await Some.SavedBooth(_market);
        var province = Some.Province("x");
        await _market.Given([.. Enumerable.Range(0, many).Select(_ => Some.Producer(booth.Commune.Id, name: "Nhà Chung"))]);
        await _market.Given([.. Enumerable.Range(0, many).Select(number => Some.Commune(province, $"x{number:000}"))]);
        await _market.Given([.. Enumerable.Range(0, many).Select(number => new Indicator
        {
            Code = $"x{number:000}", NameVi = "Mới", NameEn = "New", NameFr = "Neuf", Definition = "New", Formula = "1", Unit = "VND", Direction = "up",
        })]);

        Assert.Equal(many, (await Every("/api/v1/makers", "slug")).Count(slug => slug != booth.Producer.Slug));
        Assert.Equal(many, (await Every("/api/v1/places/provinces/x/communes", "code")).Count);
        Assert.Equal(many, (await Every("/api/v1/indicators", "code")).Count(code => code.StartsWith('x')));
    }

    [Fact]
    public async Task The_description_says_that_numbers_are_numbers_and_what_a_refused_question_is_answered()
    {
        var document = await Json("/openapi/v1.json");

        var price = document.GetProperty("components").GetProperty("schemas").GetProperty("ApiProduct").GetProperty("properties").GetProperty("priceDong");
        Assert.Equal("integer", price.GetProperty("type").GetString());
        Assert.DoesNotContain(Types(document), types => types.Contains("string") && (types.Contains("integer") || types.Contains("number")));
        foreach (var path in (string[])["/api/v1/products", "/api/v1/makers", "/api/v1/places/provinces", "/api/v1/places/provinces/{code}/communes", "/api/v1/indicators", "/api/v1/indicators/{code}/values"])
        {
            var refused = document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("400");
            Assert.EndsWith(
                "/ValidationProblemDetails", refused.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Filters_that_can_be_read_and_empty_ones_are_answered()
    {
        var booth = await Some.SavedBooth(_market);
        await Some.SavedProduct(_market, booth);

        var page = await Json($"/api/v1/products?q=&province={booth.Province.Code}&category={booth.Category.Slug}&people=&sort=price&after=");

        Assert.Equal(1, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Goods_of_a_maker_on_a_break_cannot_be_bought_and_are_not_offered_to_search_engines()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);
        Assert.True((await Json("/api/v1/products")).GetProperty("items")[0].GetProperty("inStock").GetBoolean());

        await _market.Change(booth.Producer.Id, producer => producer.IsPaused = true);

        Assert.False((await Json("/api/v1/products")).GetProperty("items")[0].GetProperty("inStock").GetBoolean());
        Assert.False((await Json($"/api/v1/products/{product.Slug}")).GetProperty("product").GetProperty("inStock").GetBoolean());
        Assert.DoesNotContain($"/p/{product.Slug}<", await Text(_market.CreateClient(), "/sitemap-products-0.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_translated_is_null()
    {
        var booth = await Some.SavedBooth(_market);
        await _market.Change(booth.Producer.Id, producer => (producer.NameEn, producer.StoryVi, producer.StoryEn) = ("", "Dệt lanh.", ""));

        var maker = await Json($"/api/v1/makers/{booth.Producer.Slug}");

        Assert.Equal(JsonValueKind.Null, maker.GetProperty("name").GetProperty("en").ValueKind);
        Assert.Equal(JsonValueKind.Null, maker.GetProperty("story").GetProperty("en").ValueKind);
    }

    [Fact]
    public async Task The_description_holds_the_public_endpoints_only_and_has_a_page_without_script()
    {
        var paths = (await Json("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        var page = await _market.CreateClient().Open("/api/reference");

        Assert.Contains("/api/v1/products/{slug}", paths);
        Assert.All(paths, path => Assert.StartsWith("/api/v1/", path, StringComparison.Ordinal));
        Assert.Contains("GET /api/v1/products", page.Texts("main h2 code"));
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    /// <summary>Whoever writes against it learns everything from the description: every endpoint, parameter, answer and field in words, with units.</summary>
    [Fact]
    public async Task The_description_is_valid_and_says_everything()
    {
        var text = await Text(_market.CreateClient(), "/openapi/v1.json");
        var (document, diagnostic) = OpenApiDocument.Parse(text, "json");
        var operations = document!.Paths.SelectMany(path => path.Value.Operations!.Select(operation => (Path: path.Key, Method: operation.Key, operation.Value))).ToList();

        Assert.Empty(diagnostic!.Errors);
        Assert.Equal(8, operations.Count);
        foreach (var (path, method, operation) in operations)
        {
            Assert.Equal(HttpMethod.Get, method);
            Assert.False(string.IsNullOrWhiteSpace(operation.Summary), path);
            Assert.All(operation.Parameters!, parameter => Assert.False(string.IsNullOrWhiteSpace(parameter.Description), $"{path} {parameter.Name}"));
            Assert.Contains(operation.Parameters!, parameter => parameter is { Name: "If-None-Match", In: ParameterLocation.Header });
            Assert.Contains("ETag", operation.Responses!["200"].Headers!.Keys);
            Assert.NotNull(operation.Responses["200"].Content!["application/json"].Schema);
            Assert.Contains("304", operation.Responses.Keys);
            Assert.Equal(path.Contains('{', StringComparison.Ordinal), operation.Responses.ContainsKey("404"));
        }

        string[] plain = ["Name", "Items", "Values", "Page", "Pages", "Code", "Indicator", "Story", "Materials", "Product", "Number", "Issuer"];
        foreach (var (name, schema) in document.Components!.Schemas!.Where(schema => !schema.Key.EndsWith("ProblemDetails", StringComparison.Ordinal)))
        {
            Assert.All(schema.Properties!, property => Assert.True(
                !string.IsNullOrWhiteSpace(property.Value.Description) || plain.Contains(property.Key, StringComparer.OrdinalIgnoreCase)
                    || property.Key is "vi" || property.Key.StartsWith("name", StringComparison.Ordinal) || property.Key.StartsWith("definition", StringComparison.Ordinal) || property.Key is "formula" or "unit",
                $"{name}.{property.Key} is not described."));
        }

        Assert.All((string[])["đồng (VND)", "basis points", "ETag", "304", "429", "next"], word => Assert.Contains(word, document.Info.Description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_reference_page_shows_what_the_description_says()
    {
        var page = await _market.CreateClient().Open("/api/reference");

        Assert.Contains(page.Texts("main dd"), text => text.Contains("Price in whole đồng (VND)", StringComparison.Ordinal));
        Assert.Contains(page.Texts("main dt"), text => text.StartsWith("If-None-Match", StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("[src^='http'],link[href^='http']:not([rel=canonical]):not([rel=alternate])"));
    }

    [Fact]
    public async Task Search_engines_find_every_page_in_three_languages()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);
        var client = _market.CreateClient();

        var robots = await Text(client, "/robots.txt");
        var index = await Text(client, "/sitemap.xml");
        var pages = await Text(client, "/sitemap-pages.xml");
        var products = await Text(client, "/sitemap-products-0.xml");

        Assert.All((string[])["/cart", "/en/cart", "/fr/cart", "/fr/search"], path => Assert.Contains($"\nDisallow: {path}\n", robots, StringComparison.Ordinal));
        Assert.Contains("Sitemap: http", robots, StringComparison.Ordinal);
        Assert.Contains("/sitemap-products-0.xml", index, StringComparison.Ordinal);
        Assert.Contains($"/makers/{booth.Producer.Slug}<", pages, StringComparison.Ordinal);
        Assert.Contains($"/fr/p/{product.Slug}<", products, StringComparison.Ordinal);
        Assert.NotNull(System.Xml.Linq.XDocument.Parse(products).Root);
    }

    /// <summary>Page after page; none of the names twice.</summary>
    private async Task<IReadOnlyList<string>> Every(string list, string name)
    {
        List<string> names = [];
        for (var address = list; address is not null;)
        {
            var page = await Json(address);
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(name).GetString()!));
            address = page.GetProperty("next").GetString() is { } next ? new Uri(next).PathAndQuery : null;
        }

        Assert.Distinct(names);
        return names;
    }

    private async Task IsRefused(string address, string field)
    {
        using var response = await _market.CreateClient().Get(address);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.NotEqual(0, problem.GetProperty("errors").GetProperty(field).GetArrayLength());
    }

    /// <summary>Every "type" that is a list.</summary>
    private static IEnumerable<List<string?>> Types(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property is { Name: "type", Value.ValueKind: JsonValueKind.Array }
            ? [[.. property.Value.EnumerateArray().Select(type => type.GetString())]]
            : Types(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Types),
        _ => [],
    };

    private static async Task<string> Text(HttpClient client, string address)
    {
        using var response = await client.Get(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<JsonElement> Json(string address) => JsonDocument.Parse(await Text(_market.CreateClient(), address)).RootElement;
}

using System.Globalization;
using System.Text;
using System.Xml;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Home.Sitemap;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("")]
public sealed class SitemapController(ISender sender, SiteAddress site) : Controller
{
    private const string Schema = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";
    private static readonly string[] Unlisted = ["/cart", "/checkout", "/orders", "/account", "/studio", "/search"];

    [HttpGet("robots.txt")]
    public ContentResult Robots() => Content(
        $"""
        User-agent: *
        {string.Join('\n', Languages.All.SelectMany(language => Unlisted.Select(path => $"Disallow: {Local(language, path)}")))}
        Disallow: /*?*after=
        Sitemap: {Origin}/sitemap.xml

        """, "text/plain");

    [HttpGet("sitemap.xml")]
    public async Task<ContentResult> Index(CancellationToken ct)
    {
        var files = await sender.Send(new CountSitemaps(), ct);
        return Xml("sitemapindex", writer =>
        {
            foreach (var path in Enumerable.Range(0, files).Select(number => $"/sitemap-products-{number}.xml").Prepend("/sitemap-pages.xml"))
            {
                writer.WriteStartElement("sitemap", Schema);
                writer.WriteElementString("loc", Schema, Origin + path);
                writer.WriteEndElement();
            }
        });
    }

    [HttpGet("sitemap-pages.xml")]
    public async Task<ContentResult> Pages(CancellationToken ct) => Urls(await sender.Send(new ListPages(), ct));

    [HttpGet("sitemap-products-{number:int:min(0)}.xml")]
    public async Task<IActionResult> Products(int number, CancellationToken ct) =>
        number < await sender.Send(new CountSitemaps(), ct) ? Urls(await sender.Send(new ListProductPages(number), ct)) : NotFound();

    private string Origin => site.OriginFor(Request);

    private ContentResult Urls(IReadOnlyList<SitemapRow> rows) => Xml("urlset", writer =>
    {
        foreach (var row in rows)
        {
            foreach (var language in Languages.All)
            {
                writer.WriteStartElement("url", Schema);
                writer.WriteElementString("loc", Schema, Address(language, row.Path));
                if (row.ChangedAt is { } changedAt)
                {
                    writer.WriteElementString("lastmod", Schema, changedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                }

                foreach (var other in Languages.All)
                {
                    writer.WriteStartElement("link", Xhtml);
                    writer.WriteAttributeString("rel", "alternate");
                    writer.WriteAttributeString("hreflang", other);
                    writer.WriteAttributeString("href", Address(other, row.Path));
                    writer.WriteEndElement();
                }

                writer.WriteEndElement();
            }
        }
    });

    private string Address(string language, string path) => Origin + Local(language, path);

    private static string Local(string language, string path) => language == Languages.Default ? path : $"/{language}{(path == "/" ? "" : path)}";

    private ContentResult Xml(string root, Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            writer.WriteStartElement(root, Schema);
            writer.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
            write(writer);
            writer.WriteEndElement();
        }

        return Content(Encoding.UTF8.GetString(stream.ToArray()), "application/xml", Encoding.UTF8);
    }
}

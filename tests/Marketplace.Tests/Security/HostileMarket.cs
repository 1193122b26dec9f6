using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Marketplace.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Marketplace.Tests.Security;

/// <summary>Where a form is posted to, by whom, and how they fill it in so that it is accepted.</summary>
internal sealed record Door(AppRoute Route, Visitor Visitor, string Address, IReadOnlyList<FormField> Fields, IReadOnlyList<(string Name, string Value)> FilledIn)
{
    public string Name => Route.Name;
}

/// <summary>
/// The world of the access tests, in which everybody also has something of their own to fill in every form about. Whatever was posted, afterwards all is put back as it
/// was, so that each body meets the same market.
/// </summary>
public sealed class HostileMarket : IAsyncLifetime
{
    private readonly World _world = new();
    private readonly CookieContainer _shopping = new();
    private readonly SqliteConnection _kept = new("Data Source=:memory:");
    private SqliteConnection _live = null!;
    private FormFields _fields = null!;
    private IReadOnlyList<FilledForm> _forms = [];
    private SortedDictionary<string, string> _before = [];
    private long _changes;

    /// <summary>Everything that can be sent to the application.</summary>
    internal IReadOnlyList<AppRoute> Routes => field ??= [.. _world.Routes.Where(route => route.Method is not ("GET" or "HEAD"))];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MARKETPLACE_SQLSERVER") is { Length: > 0 }, "All is put back as it was by a copy of SQLite's.");
        await _world.InitializeAsync();
        _fields = new FormFields(_world.Market);
        using (var shopper = _world.Market.AsGuest(_shopping))
        {
            _forms = await new FilledForms(_world).All(shopper);
        }

        await _kept.OpenAsync();
        _live = new SqliteConnection($"Data Source={Path.Combine(_world.Market.DataFolder, "market.db")};Pooling=False");
        await _live.OpenAsync();
        await Ask("PRAGMA synchronous=OFF");
        _live.BackupDatabase(_kept);
        _before = await _world.Market.Read(Fingerprint.OfTables);
        _changes = await Changes();
    }

    public async ValueTask DisposeAsync()
    {
        await _kept.DisposeAsync();
        if (_live is not null)
        {
            await _live.DisposeAsync();
        }

        await _world.DisposeAsync();
    }

    /// <summary>Goes up to a form as its visitor would, and fills it in.</summary>
    internal async Task<Door> Door(AppRoute route)
    {
        var form = _forms.FirstOrDefault(form => form.Route == route.Name) ?? Unfilled(route);
        var door = new Door(route, form.Who, "/" + World.Address(route.Pattern, form.About), _fields.Of(route), form.Fields);
        using var browser = await Browser(door);
        if (door.Fields.Count == 0 || await FormOf(browser, door) is not { } onPage)
        {
            return door;
        }

        List<FormField> fields = [.. door.Fields.Select(field => AsShown(field, onPage))];
        return door with
        {
            Fields = fields,
            FilledIn =
            [
                .. fields.Where(field => !field.IsFile && !form.Fields.Any(own => Same(own.Name, field.Name)))
                    .Select(field => (field.Name, Value: Standing(onPage, field.Name)!)).Where(field => field.Value is not null),
                .. form.Fields,
            ],
        };
    }

    /// <summary>A browser of theirs in which nothing has happened yet.</summary>
    internal async Task<HttpClient> Browser(Door door)
    {
        if (door.Visitor != Visitor.Anonymous)
        {
            return await _world.Market.As(_world.Person(door.Visitor));
        }

        var cookies = new CookieContainer();
        cookies.Add(_shopping.GetAllCookies());
        return _world.Market.AsGuest(cookies);
    }

    internal async Task<bool> HasChanged() => await Changes() != _changes;

    /// <summary>Tables that are not as they were.</summary>
    internal async Task<IReadOnlyList<string>> Changed() =>
        await HasChanged() ? [.. (await _world.Market.Read(Fingerprint.OfTables)).Where(table => _before[table.Key] != table.Value).Select(table => table.Key)] : [];

    /// <summary>Tables that hold a text of some kind.</summary>
    internal Task<IReadOnlyList<string>> Holding(Func<string, bool> text) => _world.Market.Read(db => Fingerprint.With(db, text));

    internal async Task PutBack()
    {
        _kept.BackupDatabase(_live);
        _changes = await Changes();
    }

    internal static bool Posts(IElement form, string address, bool isItsOwnPage) =>
        form.GetAttribute("action") is { Length: > 0 } action ? action == address : form.QuerySelector($"[formaction='{address}']") is not null || (isItsOwnPage && Same(form.GetAttribute("method"), "post"));

    /// <summary>A form without fields, about what the access tests know to be real.</summary>
    private FilledForm Unfilled(AppRoute route)
    {
        var who = Declared.All.Single(row => row.Route == route.Name).Who switch
        {
            "studio" => Visitor.ProducerMember,
            "moderator" => Visitor.Moderator,
            "finance" => Visitor.FinanceOfficer,
            "administrator" => Visitor.Administrator,
            "signed-in" => Visitor.Buyer,
            _ => Visitor.Anonymous,
        };
        return new FilledForm(route.Name, who, _world.Names.For(route.Name)?.Real.LastOrDefault(real => real.Who is not null).Values ?? [.. World.ParametersOf(route.Pattern).Select(_ => Text(Guid.NewGuid()))], []);
    }

    private static string Text(Guid id) => id.ToString();

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static FormField AsShown(FormField field, IElement form) => form.QuerySelectorAll("[name]").FirstOrDefault(control => IsOf(field, control)) is { } control
        ? field with
        {
            Name = field.Name.EndsWith(FormField.Any, StringComparison.Ordinal) ? control.GetAttribute("name")! : field.Name,
            IsProse = field.IsText && !control.HasAttribute("inputmode") && !control.HasAttribute("pattern") && control is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" },
        }
        : field with { IsAsked = false };

    /// <summary>A field of many stands on the page under the name of the first.</summary>
    private static bool IsOf(FormField field, IElement control) => field.Name.EndsWith(FormField.Any, StringComparison.Ordinal)
        ? control.GetAttribute("name")!.StartsWith(field.Name[..^(FormField.Any.Length - 1)], StringComparison.OrdinalIgnoreCase)
        : Same(control.GetAttribute("name"), field.Name);

    /// <summary>The form stands on the page it posts to, or on one above it.</summary>
    private static async Task<IElement?> FormOf(HttpClient browser, Door door)
    {
        var steps = door.Address.Split('/');
        var key = door.FilledIn.FirstOrDefault(field => field.Name == "key").Value is { } value ? "?key=" + value : "";
        for (var length = steps.Length; length > 1; length--)
        {
            foreach (var end in (string[])["", "/new", "/shop"])
            {
                using var answer = await browser.Get(string.Join('/', steps.Take(length)) + end + key);
                if (answer.StatusCode == HttpStatusCode.OK
                    && (await Walk.Page(answer)).QuerySelectorAll("main form").FirstOrDefault(form => Posts(form, door.Address, length == steps.Length && end is "")) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static string? Standing(IElement form, string field) => form.QuerySelectorAll("[name]").Where(control => Same(control.GetAttribute("name"), field)).Select(control => control switch
    {
        IHtmlInputElement { Type: "radio" or "checkbox" } choice => choice.IsChecked ? choice.Value : null,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement text => text.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    }).FirstOrDefault(value => value is not null);

    /// <summary>Counts what others than this connection have written.</summary>
    private Task<long> Changes() => Ask("PRAGMA data_version");

    private async Task<long> Ask(string pragma)
    {
        await using var command = _live.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = pragma;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync() is long answer ? answer : 0;
    }
}

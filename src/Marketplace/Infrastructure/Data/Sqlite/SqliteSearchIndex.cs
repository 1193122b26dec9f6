using System.Globalization;
using System.Runtime.InteropServices;
using Marketplace.Infrastructure.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Data.Sqlite;

/// <summary>FTS5 over the cards' own columns (external content), kept in step by triggers, hence always in the transaction of the change.</summary>
internal sealed class SqliteSearchIndex : ISearchIndex
{
    private const string Schema = """
        CREATE VIRTUAL TABLE IF NOT EXISTS CardSearch USING fts5(
            SearchName, SearchRest, SearchMarked,
            content='ProductCards', content_rowid='Id', prefix='2 3', tokenize="unicode61 remove_diacritics 0");
        CREATE VIRTUAL TABLE IF NOT EXISTS CardWords USING fts5vocab('CardSearch', 'col');
        CREATE TRIGGER IF NOT EXISTS CardSearchInsert AFTER INSERT ON ProductCards BEGIN
            INSERT INTO CardSearch(rowid, SearchName, SearchRest, SearchMarked) VALUES (new.Id, new.SearchName, new.SearchRest, new.SearchMarked);
        END;
        CREATE TRIGGER IF NOT EXISTS CardSearchDelete AFTER DELETE ON ProductCards BEGIN
            INSERT INTO CardSearch(CardSearch, rowid, SearchName, SearchRest, SearchMarked) VALUES ('delete', old.Id, old.SearchName, old.SearchRest, old.SearchMarked);
        END;
        CREATE TRIGGER IF NOT EXISTS CardSearchUpdate AFTER UPDATE OF SearchName, SearchRest, SearchMarked ON ProductCards BEGIN
            INSERT INTO CardSearch(CardSearch, rowid, SearchName, SearchRest, SearchMarked) VALUES ('delete', old.Id, old.SearchName, old.SearchRest, old.SearchMarked);
            INSERT INTO CardSearch(rowid, SearchName, SearchRest, SearchMarked) VALUES (new.Id, new.SearchName, new.SearchRest, new.SearchMarked);
        END;
        """;

    // One row per weight: concatenated ids cross from native code in one piece, a thousand rows would not.
    private const string Search = """
        SELECT 1, group_concat(rowid, ' ') FROM CardSearch WHERE CardSearch MATCH $any
        UNION ALL SELECT 2, group_concat(rowid, ' ') FROM CardSearch WHERE CardSearch MATCH $whole
        UNION ALL SELECT 4, group_concat(rowid, ' ') FROM CardSearch WHERE CardSearch MATCH $name
        UNION ALL SELECT $exact, group_concat(rowid, ' ') FROM CardSearch WHERE CardSearch MATCH $marked
        """;

    public async Task Prepare(MarketplaceDb db, CancellationToken ct)
    {
        var isNew = await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = 'CardSearch'").SingleAsync(ct) == 0;
        await db.Database.ExecuteSqlRawAsync(Schema, ct);
        if (isNew)
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO CardSearch(CardSearch) VALUES ('rebuild')", ct);
        }
    }

    public Task Write(MarketplaceDb db, IReadOnlyList<ProductCard> cards, CancellationToken ct) => Task.CompletedTask;

    public async Task<SearchHits> Find(MarketplaceDb db, SearchWords words, CancellationToken ct)
    {
        if (words.IsEmpty)
        {
            return SearchHits.None;
        }

        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
            command.CommandText = Search;
            command.Parameters.AddWithValue("$any", Match("SearchName SearchRest", words.Folded, prefix: true));
            command.Parameters.AddWithValue("$whole", Match("SearchName SearchRest", words.Folded, prefix: false));
            command.Parameters.AddWithValue("$name", Match("SearchName", words.Folded, prefix: true));
            command.Parameters.AddWithValue("$exact", words.ExactWeight);
            command.Parameters.AddWithValue("$marked", Exact(words));
            return await Read(command, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public async Task<IReadOnlyList<KnownWord>> Vocabulary(MarketplaceDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT term, doc FROM CardWords WHERE col = 'SearchMarked'";
            await using var reader = await command.ExecuteReaderAsync(ct);
            var words = new List<KnownWord>();
            while (await reader.ReadAsync(ct))
            {
                words.Add(new KnownWord(reader.GetString(0), reader.GetInt32(1)));
            }

            return words;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The words hold letters and digits only, so quoting them is enough.</summary>
    private static string Match(string columns, IReadOnlyList<string> words, bool prefix) =>
        $"{{{columns}}} : ({string.Join(" AND ", words.Select(word => prefix ? $"\"{word}\"*" : $"\"{word}\""))})";

    private static string Exact(SearchWords words) => string.Join(" AND ", words.Marked.Select((word, index) => words.IsExact(index)
        ? Match("SearchMarked", [word], prefix: false) : Match("SearchName SearchRest", [words.Folded[index]], prefix: true)));

    private static async Task<SearchHits> Read(SqliteCommand command, CancellationToken ct)
    {
        var scores = new Dictionary<int, int>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (await reader.IsDBNullAsync(1, ct))
            {
                continue;
            }

            var weight = reader.GetInt32(0);
            var ids = reader.GetString(1).AsSpan();
            while (!ids.IsEmpty)
            {
                var end = ids.IndexOf(' ') is var space and >= 0 ? space : ids.Length;
                CollectionsMarshal.GetValueRefOrAddDefault(scores, int.Parse(ids[..end], CultureInfo.InvariantCulture), out _) += weight;
                ids = ids[Math.Min(end + 1, ids.Length)..];
            }
        }

        return new SearchHits([.. scores.Keys], [.. scores.Values]);
    }
}

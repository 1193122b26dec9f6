using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Data.SqlServer;
using Marketplace.Infrastructure.Search;
using Marketplace.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure;

/// <summary>SQL Server's search without a server: its statements are parsed, and its model and logic run on SQLite.</summary>
public sealed class SqlServerSearchIndexTests
{
    private readonly SqlServerSearchIndex _index = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_it_sends_is_T_SQL()
    {
        var captured = new CapturingInterceptor();
        await using var db = SqlServerMirror.Context(captured);
        var card = Card("Khăn lanh", "lanh chàm");

        await _index.Prepare(db, Ct);
        await _index.Find(db, SearchWords.Of("khăn 100%_[a-z] đỏ'; --"), Ct);
        await _index.Vocabulary(db, Ct);
        await _index.Write(db, [card, Card("Ẩn", "", isListed: false)], Ct);
#pragma warning disable RS0030 // The commands are captured, nothing is saved.
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
#pragma warning restore RS0030

        Assert.All(captured.Commands, command => Assert.Empty(SqlServerMirror.Errors(command)));
        Assert.Contains(captured.Commands, command => command.Contains("LIKE", StringComparison.Ordinal) && command.Contains("[SearchTokens]", StringComparison.Ordinal));
        Assert.Contains(captured.Commands, command => command.Contains("DELETE FROM", StringComparison.Ordinal));
        Assert.Contains(captured.Commands, command => command.Contains("INSERT", StringComparison.Ordinal) || command.Contains("MERGE", StringComparison.Ordinal));
        Assert.True(captured.Commands.Count >= 6);
    }

    [Fact]
    public async Task Exact_accents_come_first_names_before_the_rest_and_every_word_counts()
    {
        await using var market = await Shelf("Bàn chải|tre", "Bạn hiền|giấy", "Ghế mây|bàn", "Bản đồ tre|lụa");

        Assert.Equal(["Bàn chải", "Ghế mây", "Bạn hiền", "Bản đồ tre"], await market.Find("bàn"));
        Assert.Equal(["Bản đồ tre", "Bàn chải"], await market.Find("tre ban"));
        Assert.Equal(["Bản đồ tre"], await market.Find("do"));
        Assert.Equal(["Ghế mây"], await market.Find("GH"));
        Assert.Empty(await market.Find("khăn"));
        Assert.Empty(await market.Find("%"));
    }

    [Fact]
    public async Task A_card_written_again_is_found_by_its_new_words_only_and_an_unlisted_one_by_none()
    {
        await using var market = await Shelf("Khăn lanh|chàm", "Túi thổ cẩm|chàm");

        await market.Rewrite("Khăn lanh", card => (card.SearchName, card.SearchMarked) = ("vay lanh", "váy lanh"));
        await market.Rewrite("Túi thổ cẩm", card => card.IsListed = false);

        Assert.Empty(await market.Find("khăn"));
        Assert.Equal(["Khăn lanh"], await market.Find("váy"));
        Assert.Empty(await market.Find("thổ"));
    }

    [Fact]
    public async Task The_vocabulary_counts_cards_by_word_with_its_marks()
    {
        await using var market = await Shelf("Bàn tre|", "Bạn tre|");

        var words = await market.Vocabulary();

        Assert.Equal([("bàn", 1), ("bạn", 1), ("tre", 2)], words.Select(word => (word.Marked, word.Cards)).OrderBy(word => word.Marked, StringComparer.Ordinal));
    }

    [Fact]
    public void The_adapters_folder_holds_no_hand_written_SQL()
    {
        string[] own = ["ExecuteSql", "FromSql", "SqlQuery", "CommandText"];
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Marketplace", "Infrastructure", "Data", "SqlServer"), "*.cs");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(own, word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal)));
    }

    private static ProductCard Card(string name, string rest, bool isListed = true) => new()
    {
        ProductId = ProductId.New(),
        ProducerId = ProducerId.New(),
        IsListed = isListed,
        NameVi = name,
        SearchName = Fold.Text(name),
        SearchRest = Fold.Text(rest),
        SearchMarked = Fold.KeepingMarks($"{name} {rest}"),
    };

    private async Task<Shelved> Shelf(params string[] cards)
    {
        var shelf = new Shelved(_index);
        await shelf.Add([.. cards.Select(card => card.Split('|')).Select(parts => Card(parts[0], parts[1]))]);
        return shelf;
    }

    /// <summary>SQL Server's tables with SQLite's types; <see cref="SqlServerMarketplaceDb"/> itself comes with a model compiled for its own.</summary>
    private sealed class InMemory(DbContextOptions<InMemory> options) : MarketplaceDb(options)
    {
        protected override void OnModelCreating(ModelBuilder builder)
        {
            builder.Entity<SearchToken>(SearchToken.Configure);
            base.OnModelCreating(builder);
        }
    }

    private sealed class Shelved : IAsyncDisposable
    {
        private readonly SqliteConnection _connection = new("Data Source=:memory:;Foreign Keys=False");
        private readonly InMemory _db;
        private readonly SqlServerSearchIndex _index;

        public Shelved(SqlServerSearchIndex index)
        {
            _index = index;
            _connection.Open();
            _connection.CreateCollation("Latin1_General_100_BIN2", string.CompareOrdinal);
            _db = new InMemory(new DbContextOptionsBuilder<InMemory>().UseSqlite(_connection).Options);
            _db.Database.EnsureCreated();
        }

        public async Task Add(IReadOnlyList<ProductCard> cards)
        {
            _db.AddRange(cards);
            await Save();
            await _index.Write(_db, cards, Ct);
            await Save();
        }

        public async Task Rewrite(string name, Action<ProductCard> change)
        {
            var card = await _db.Set<ProductCard>().SingleAsync(card => card.NameVi == name, Ct);
            change(card);
            await Save();
            await _index.Write(_db, [card], Ct);
            await Save();
        }

        public async Task<IReadOnlyList<string>> Find(string words)
        {
            var hits = await _index.Find(_db, SearchWords.Of(words), Ct);
            var names = await _db.Set<ProductCard>().ToDictionaryAsync(card => card.Id, card => card.NameVi, Ct);
            return [.. hits.CardIds.Zip(hits.Scores).OrderByDescending(hit => hit.Second).ThenBy(hit => hit.First).Select(hit => names[hit.First])];
        }

        public Task<IReadOnlyList<KnownWord>> Vocabulary() => _index.Vocabulary(_db, Ct);

        public async ValueTask DisposeAsync()
        {
            await _db.DisposeAsync();
            await _connection.DisposeAsync();
        }

#pragma warning disable RS0030 // A test's own set-up.
        private Task<int> Save() => _db.SaveChangesAsync(Ct);
#pragma warning restore RS0030
    }
}

using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Jobs;

public sealed class OutboxRunnerTests : IDisposable
{
    private readonly Market _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_message_is_handled_once_however_many_workers_look()
    {
        await _market.Given(Message("a"), Message("b"));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Run()));

        Assert.Equal(["a", "b"], _market.Bell.Keys.Order());
        Assert.All(await Rows(), row => Assert.NotNull(row.DoneAt));
    }

    [Fact]
    public async Task A_failed_call_is_made_again_later_with_the_same_key()
    {
        await _market.Given(Message("a"));
        _market.Bell.Fails = 2;

        await Run();
        await Run();
        Assert.Equal(["a"], _market.Bell.Keys);

        for (var round = 0; round < 3; round++)
        {
            _market.Clock.Advance(TimeSpan.FromMinutes(1));
            await Run();
        }

        Assert.Equal(["a", "a", "a"], _market.Bell.Keys);
        Assert.NotNull((await Rows()).Single().DoneAt);
    }

    [Fact]
    public async Task After_the_last_try_it_waits_for_a_person()
    {
        await _market.Given(Message("a"));
        _market.Bell.Fails = int.MaxValue;

        for (var round = 0; round < 15; round++)
        {
            await Run();
            _market.Clock.Advance(TimeSpan.FromHours(2));
        }

        var row = (await Rows()).Single();
        Assert.True(row.IsDead);
        Assert.Contains("no bell", row.LastError, StringComparison.Ordinal);
        Assert.Equal(10, _market.Bell.Keys.Count);
    }

    [Fact]
    public async Task A_worker_that_died_leaves_a_lease_that_runs_out()
    {
        var message = Message("a");
        message.LeasedUntil = _market.Clock.GetUtcNow().AddSeconds(120);
        message.Attempts = 1;
        await _market.Given(message);

        await Run();
        Assert.Empty(_market.Bell.Keys);

        _market.Clock.Advance(TimeSpan.FromSeconds(121));
        await Run();

        Assert.Equal(["a"], _market.Bell.Keys);
    }

    [Fact]
    public async Task Who_rings_has_the_messages_done_that_wait_and_is_told_when_there_may_be_more()
    {
        await _market.Given([.. Enumerable.Range(0, 60).Select(number => Message($"m{number:00}"))]);
        var runner = _market.Services.GetRequiredService<JobRunner>();

        Assert.True(await runner.RunWaiting(TestContext.Current.CancellationToken));
        Assert.Equal(50, _market.Bell.Keys.Count);
        Assert.False(await runner.RunWaiting(TestContext.Current.CancellationToken));
        Assert.Equal(60, _market.Bell.Keys.Distinct().Count());
    }

    [Fact]
    public async Task Who_got_few_because_another_node_was_quicker_goes_on_all_the_same()
    {
        await _market.Given([.. Enumerable.Range(0, 60).Select(number => Message($"m{number:00}"))]);
        var runner = _market.Services.GetRequiredService<JobRunner>();
        _market.Bell.Takes = () =>
        {
            _market.Bell.Takes = () => { };
            Task.Run(() => runner.RunWaiting(TestContext.Current.CancellationToken)).Wait(TestContext.Current.CancellationToken);
        };

        Assert.True(await runner.RunWaiting(TestContext.Current.CancellationToken));
        Assert.Equal(51, _market.Bell.Keys.Count);
    }

    [Fact]
    public async Task An_outside_that_hangs_is_left_for_the_next_round_after_a_while()
    {
        await _market.Given(Message("a"), Message("b"), Message("c"));
        _market.Bell.Takes = () => _market.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.False(await _market.Services.GetRequiredService<JobRunner>().RunWaiting(TestContext.Current.CancellationToken));
        Assert.Single(_market.Bell.Keys);

        await Run();
        Assert.Equal(["a", "b", "c"], _market.Bell.Keys.Order());
    }

    private Task<int> Run() => _market.Services.GetRequiredService<JobRunner>().RunMessages(TestContext.Current.CancellationToken);

    private Task<List<OutboxMessage>> Rows() => _market.Read(db => db.OutboxMessages.AsNoTracking().ToListAsync());

    private OutboxMessage Message(string key) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = Bell.Ring,
        Payload = "{}",
        IdempotencyKey = key,
        CreatedAt = _market.Clock.GetUtcNow(),
        DueAt = _market.Clock.GetUtcNow(),
    };

    private sealed class Market : TestMarketplace
    {
        public Bell Bell { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<IOutboxHandler>(Bell));
        }
    }

    private sealed class Bell : IOutboxHandler
    {
        public const string Ring = "test.bell";
        private readonly Lock _turn = new();

        public List<string> Keys { get; } = [];

        public int Fails { get; set; }

        /// <summary>What happens meanwhile.</summary>
        public Action Takes { get; set; } = () => { };

        public string Kind => Ring;

        public Task Handle(OutboxMessage message, CancellationToken ct)
        {
            bool fails;
            lock (_turn)
            {
                Keys.Add(message.IdempotencyKey);
                fails = Fails-- > 0;
            }

            Takes();
            return fails ? Task.FromException(new IOException("no bell")) : Task.CompletedTask;
        }
    }
}

using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Tests.Infrastructure.Jobs;

/// <summary>The loop itself, on the machine's clock: rung for, it works at once; not rung for, at the next poll; what fails does not end it.</summary>
public sealed class JobWorkerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Working _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task What_is_rung_for_is_done_long_before_the_next_poll()
    {
        // The first poll is over when this is done; the next one is an hour away.
        await Ring(Message("at the start"));
        await Done("at the start");

        await Ring(Message("rung for"));

        await Done("rung for");
    }

    [Fact]
    public async Task Who_rings_once_for_more_than_a_batch_gets_all_of_it_done()
    {
        await Ring(Message("at the start"));
        await Done("at the start");

        var many = Enumerable.Range(0, 75).Select(number => Message($"{number}")).ToList();
        await Ring([.. many]);

        await Done([.. many.Select(message => message.IdempotencyKey)]);
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_while_does_not_end_the_work()
    {
        await Ring(Message("at the start"));
        await Done("at the start");
        _market.Gate.Stumbles = 2;
        await _market.Given(Message("after the stumble"));
        using var ringing = new Timer(_ => _market.Services.GetRequiredService<JobSignal>().Wake(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

        await Done("after the stumble");

        Assert.Equal(0, _market.Gate.Stumbles);
    }

    [Fact]
    public async Task It_stops_when_the_application_does()
    {
        await Ring(Message("at the start"));
        await Done("at the start");
        var worker = _market.Services.GetServices<IHostedService>().OfType<JobWorker>().Single();

        await worker.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.True(worker.ExecuteTask!.IsCompletedSuccessfully);
    }

    private OutboxMessage Message(string key) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = Bell.Name,
        Payload = "{}",
        IdempotencyKey = key,
        CreatedAt = _market.Clock.GetUtcNow(),
        DueAt = _market.Clock.GetUtcNow(),
    };

    /// <summary>As the outbox does it: written first, so that whoever is woken finds it, however far the worker is.</summary>
    private async Task Ring(params OutboxMessage[] messages)
    {
        await _market.Given([.. messages]);
        _market.Services.GetRequiredService<JobSignal>().Wake();
    }

    private async Task Done(params string[] keys)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await _market.Read(db => db.OutboxMessages.CountAsync(message => message.DoneAt != null && keys.Contains(message.IdempotencyKey))) < keys.Length)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, "Nobody took up what waits.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Bell : IOutboxHandler
    {
        public const string Name = "test.bell";

        public string Kind => Name;

        public Task Handle(OutboxMessage message, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class StumblingGate : IWriteGate
    {
        private int _stumbles;

        public int Stumbles
        {
            get => Volatile.Read(ref _stumbles);
            set => Volatile.Write(ref _stumbles, value);
        }

        /// <summary>What the provider would have put here.</summary>
        public required IWriteGate Real { get; init; }

        public ValueTask<IDisposable> Enter(CancellationToken ct)
        {
            if (Stumbles > 0)
            {
                Interlocked.Decrement(ref _stumbles);
                throw new IOException("The database is away.");
            }

            return Real.Enter(ct);
        }
    }

    private sealed class Working : TestMarketplace
    {
        public StumblingGate Gate => (StumblingGate)Services.GetRequiredService<IWriteGate>();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Jobs:Run", "true");
            builder.UseSetting("Jobs:PollSeconds", "3600");
            builder.ConfigureServices(services =>
            {
                services.AddScoped<IOutboxHandler, Bell>();
                var real = services.Last(service => service.ServiceType == typeof(IWriteGate));
                services.Replace(ServiceDescriptor.Singleton<IWriteGate>(provider => new StumblingGate
                {
                    Real = (IWriteGate)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!),
                }));
            });
        }
    }
}

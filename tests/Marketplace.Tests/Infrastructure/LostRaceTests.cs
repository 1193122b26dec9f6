using System.Reflection;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure;

/// <summary>A command that meets another one in the database: run again once, and then a refusal, never a fault.</summary>
public sealed class LostRaceTests : IDisposable
{
    private const int Deadlock = 1205;
    private const int SnapshotConflict = 3960;
    private const int NoSuchTable = 208;
    private readonly Market _market = new();

    public void Dispose() => _market.Dispose();

    public static TheoryData<int, bool> Conflicts() => new() { { Deadlock, false }, { Deadlock, true }, { SnapshotConflict, false }, { SnapshotConflict, true } };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task Whom_the_server_ends_of_two_that_wait_for_each_other_tries_again(int number, bool isWrapped)
    {
        var met = new Meet(Fails: 1, number, isWrapped);

        var result = await _market.Send(met);

        Assert.True(result.Succeeded);
        Assert.Equal(2, met.Runs.Count);
    }

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task Ended_twice_it_is_refused_in_words(int number, bool isWrapped)
    {
        var result = await _market.Send(new Meet(Fails: 2, number, isWrapped));

        Assert.Equal(["common.changed-meanwhile"], result.Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task Another_failure_of_the_server_is_a_failure()
    {
        var met = new Meet(Fails: 1, NoSuchTable, IsWrapped: false);

        await Assert.ThrowsAsync<SqlException>(() => _market.Send(met));
        Assert.Single(met.Runs);
    }

    [Fact]
    public async Task What_is_saved_is_not_run_again_when_something_after_it_fails()
    {
        var met = new Meet(Fails: 0, Deadlock, IsWrapped: false) { FailsAfterwards = true };

        await Assert.ThrowsAsync<SqlException>(() => _market.Send(met));
        Assert.Single(met.Runs);
    }

    /// <summary>The client's exceptions have no public constructors.</summary>
    private static SqlException ServerSays(int number)
    {
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        var make = typeof(SqlError).GetConstructors(Hidden).First(one => one.GetParameters() is [{ Name: "infoNumber" }, ..]);
        object?[] said = [.. make.GetParameters().Select(parameter => parameter switch
        {
            { Name: "infoNumber" } => number,
            { ParameterType: var type } when type == typeof(string) => "",
            { ParameterType.IsValueType: true } => Activator.CreateInstance(parameter.ParameterType),
            _ => null,
        })];
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [make.Invoke(said)]);
        var create = typeof(SqlException).GetMethod("CreateException", Hidden, [typeof(SqlErrorCollection), typeof(string)])!;
        return (SqlException)create.Invoke(null, [errors, ""])!;
    }

    private sealed record Meet(int Fails, int Number, bool IsWrapped) : ICommand<Result>, ITransactional
    {
        public List<int> Runs { get; } = [];

        public bool FailsAfterwards { get; init; }
    }

    private sealed class MeetHandler(AfterSave afterSave) : IRequestHandler<Meet, Result>
    {
        public Task<Result> Handle(Meet request, CancellationToken cancellationToken)
        {
            request.Runs.Add(request.Runs.Count);
            if (request.FailsAfterwards)
            {
                afterSave.Do(_ => throw ServerSays(request.Number));
            }

            if (request.Runs.Count > request.Fails)
            {
                return Task.FromResult(Result.Ok);
            }

            var failure = ServerSays(request.Number);
            throw request.IsWrapped ? new DbUpdateException("saving", failure) : failure;
        }
    }

    private sealed class Market : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddScoped<IRequestHandler<Meet, Result>, MeetHandler>());
        }
    }
}

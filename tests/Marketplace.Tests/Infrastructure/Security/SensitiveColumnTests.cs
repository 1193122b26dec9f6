using System.Security.Cryptography;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Security;

public sealed class SensitiveColumnTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    private ColumnProtector Protector => _market.Services.GetRequiredService<ColumnProtector>();

    [Fact]
    public async Task What_was_written_is_read_and_the_read_is_logged()
    {
        var person = await GivenPerson("hmong");
        var reader = UserId.New();

        var slug = await Ethnicity(person, reader);

        var entry = Assert.Single(await Log());
        Assert.Equal("hmong", slug);
        Assert.Equal((reader, SensitiveReader.Action, "counting for a report"), (entry.ActorId, entry.Action, entry.Detail));
        Assert.Contains(person.Value.ToString("N"), entry.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_single_read_is_logged()
    {
        var person = await GivenPerson("dao");
        for (var read = 0; read < 3; read++)
        {
            await Ethnicity(person, null);
        }

        Assert.Equal(3, (await Log()).Count);
    }

    [Fact]
    public async Task Nothing_stated_is_nothing_read()
    {
        var person = await GivenPerson(null);

        Assert.Null(await Ethnicity(person, null));
        Assert.Empty(await Log());
    }

    [Fact]
    public async Task A_producers_bank_account_is_read_and_logged()
    {
        var producer = await Some.SavedProducer(_market);
        var account = new BankAccount("970436", "0123456789", "VANG THI MAI");
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(row => row.SetProperty(found => found.BankCipher, Protector.Bank(producer.Id, account))));

        Assert.Equal(account, await Read(reader => reader.Bank(producer.Id, null, "payout", Ct)));
        Assert.Single(await Log());
    }

    [Fact]
    public async Task Inside_a_transaction_the_log_is_saved_with_the_command()
    {
        var person = await GivenPerson("tay");
        await using var scope = _market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);

        await scope.ServiceProvider.GetRequiredService<SensitiveReader>().Ethnicity(person, null, "payout", Ct);

        Assert.Single(db.ChangeTracker.Entries<AuditEvent>());
    }

    [Fact]
    public void A_changed_byte_anywhere_is_refused()
    {
        var person = PersonId.New();
        var cipher = Protector.Ethnicity(person, "hmong");

        for (var position = 0; position < cipher.Length; position++)
        {
            byte[] changed = [.. cipher];
            changed[position] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Protector.Unprotect(changed, SensitiveColumns.ForEthnicity(person)));
        }

        Assert.ThrowsAny<CryptographicException>(() => Protector.Unprotect(cipher[..20], SensitiveColumns.ForEthnicity(person)));
        Assert.ThrowsAny<CryptographicException>(() => Protector.Unprotect([], SensitiveColumns.ForEthnicity(person)));
    }

    [Fact]
    public void A_value_moved_to_another_row_or_column_is_refused()
    {
        var person = PersonId.New();
        var cipher = Protector.Ethnicity(person, "hmong");

        Assert.ThrowsAny<CryptographicException>(() => Protector.Unprotect(cipher, SensitiveColumns.ForEthnicity(PersonId.New())));
        Assert.ThrowsAny<CryptographicException>(() => Protector.Unprotect(cipher, SensitiveColumns.ForIdentity(person)));
    }

    [Fact]
    public void The_same_text_never_looks_the_same()
    {
        var person = PersonId.New();

        Assert.NotEqual(Protector.Ethnicity(person, "hmong"), Protector.Ethnicity(person, "hmong"));
    }

    [Fact]
    public void A_changed_key_still_reads_what_the_old_one_wrote()
    {
        var old = new SecurityKey(1, RandomNumberGenerator.GetBytes(SecurityKey.Length));
        var current = new SecurityKey(2, RandomNumberGenerator.GetBytes(SecurityKey.Length));
        var cipher = new ColumnProtector(old, []).Protect("text", "purpose");

        Assert.Equal("text", new ColumnProtector(current, [old]).Unprotect(cipher, "purpose"));
        Assert.ThrowsAny<CryptographicException>(() => new ColumnProtector(current, []).Unprotect(cipher, "purpose"));
    }

    [Fact]
    public void A_person_has_one_pseudonym_per_key()
    {
        var person = PersonId.New();
        var keys = _market.Services.GetRequiredService<PersonKeys>();

        Assert.Equal(16, keys.Of(person).Length);
        Assert.Equal(keys.Of(person), keys.Of(person));
        Assert.NotEqual(keys.Of(person), keys.Of(PersonId.New()));
        Assert.NotEqual(keys.Of(person), new PersonKeys(new SecurityKey(1, new byte[SecurityKey.Length])).Of(person));
    }

    public void Dispose() => _market.Dispose();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<PersonId> GivenPerson(string? slug)
    {
        var person = new Person { Id = PersonId.New(), FullName = "Vàng Thị Mai", RecordedAt = Some.Moment };
        person.EthnicityCipher = slug is null ? null : Protector.Ethnicity(person.Id, slug);
        await _market.Given(person);
        return person.Id;
    }

    private Task<string?> Ethnicity(PersonId person, UserId? reader) => Read(columns => columns.Ethnicity(person, reader, "counting for a report", Ct));

    private async Task<T> Read<T>(Func<SensitiveReader, Task<T>> read)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<SensitiveReader>());
    }

    private Task<List<AuditEvent>> Log() => _market.Read(db => db.AuditEvents.AsNoTracking().ToListAsync(Ct));
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Security;

/// <summary>Where a producer is paid.</summary>
public sealed record BankAccount(string Bin, string Number, string Holder)
{
    private const int Shown = 4;

    /// <summary>By which its owner knows it and nobody else can use it.</summary>
    [JsonIgnore]
    public string Ending => Number[^Math.Min(Shown, Number.Length)..];
}

/// <summary>Where a buyer gets money back by hand: a bank anywhere, by the name people call it.</summary>
public sealed record RefundAccount(string Bank, string Number, string Holder);

/// <summary>Writes the sensitive columns.</summary>
public static class SensitiveColumns
{
    extension(ColumnProtector protector)
    {
        /// <param name="person">Whose column it is.</param>
        /// <param name="slug">Of the ethnic group.</param>
        public byte[] Ethnicity(PersonId person, string slug) => protector.Protect(slug, ForEthnicity(person));

        /// <param name="personKey">Under which the person is counted in sales.</param>
        /// <param name="group">Number of the ethnic group.</param>
        public byte[] EthnicGroup(byte[] personKey, int group) => protector.Protect(group.ToString(CultureInfo.InvariantCulture), ForEthnicGroup(personKey));

        /// <summary>For <see cref="SensitiveReader"/>, and for who has just written it.</summary>
        internal int? GroupOf(SaleAllocation share) => share is { EthnicityCipher: { } cipher, PersonKey: { } key }
            ? int.Parse(protector.Unprotect(cipher, ForEthnicGroup(key)), CultureInfo.InvariantCulture)
            : null;

        public byte[] Identity(PersonId person, string number) => protector.Protect(number, ForIdentity(person));

        public byte[] Bank(ProducerId producer, BankAccount account) => protector.Protect(JsonSerializer.Serialize(account), ForBank(producer));

        public byte[] Account(RefundId refund, RefundAccount account) => protector.Protect(JsonSerializer.Serialize(account), ForAccount(refund));

        /// <summary>The key of an account's authenticator app.</summary>
        public byte[] Authenticator(UserId user, string key) => protector.Protect(key, ForAuthenticator(user));

        /// <summary>For the sign-in, which asks at every code: it shows the key to nobody, so nobody is written down.</summary>
        internal string Authenticator(UserId user, byte[] cipher) => protector.Unprotect(cipher, ForAuthenticator(user));
    }

    internal static string ForEthnicity(PersonId person) => $"person/{person.Value:N}/ethnicity";

    internal static string ForEthnicGroup(byte[] personKey) => $"sales/{Convert.ToHexStringLower(personKey)}/ethnicity";

    internal static string ForIdentity(PersonId person) => $"person/{person.Value:N}/identity";

    internal static string ForBank(ProducerId producer) => $"producer/{producer.Value:N}/bank";

    internal static string ForAccount(RefundId refund) => $"refund/{refund.Value:N}/account";

    internal static string ForAuthenticator(UserId user) => $"user/{user.Value:N}/authenticator";
}

/// <summary>
/// The only way to read a sensitive column. Who read what, and why, is stored before the answer is given: at once in a query, with the unit of work's
/// own save inside a transaction (where a refused command also gives nothing away).
/// </summary>
public sealed class SensitiveReader(MarketplaceDb db, ColumnProtector protector, IServiceScopeFactory scopes, IWriteGate gate, TimeProvider clock)
{
    public const string Action = "sensitive.read";

    /// <summary>Slug of the person's ethnic group; nothing when not stated.</summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="reader">Who asks; nobody for a job.</param>
    /// <param name="reason">What it is needed for, as the log will say.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string?> Ethnicity(PersonId person, UserId? reader, string reason, CancellationToken ct) =>
        await Open(
            await db.Persons.Where(row => row.Id == person).Select(row => row.EthnicityCipher).SingleOrDefaultAsync(ct),
            SensitiveColumns.ForEthnicity(person), reader, reason, ct);

    /// <summary>Opens what sales say of the peoples of those who share in them. Stored in the log once for all that are then opened, since they are only counted.</summary>
    /// <param name="reason">What is counted, as the log will say.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Func<SaleAllocation, int?>> EthnicGroups(string reason, CancellationToken ct)
    {
        await Log("sales/ethnicity", null, reason, ct);
        return protector.GroupOf;
    }

    /// <summary>Citizen identity number; nothing when not given.</summary>
    public async Task<string?> Identity(PersonId person, UserId? reader, string reason, CancellationToken ct) =>
        await Open(
            await db.Persons.Where(row => row.Id == person).Select(row => row.IdentityCipher).SingleOrDefaultAsync(ct),
            SensitiveColumns.ForIdentity(person), reader, reason, ct);

    public async Task<BankAccount?> Bank(ProducerId producer, UserId? reader, string reason, CancellationToken ct) =>
        await Open(
            await db.Producers.Where(row => row.Id == producer).Select(row => row.BankCipher).SingleOrDefaultAsync(ct),
            SensitiveColumns.ForBank(producer), reader, reason, ct) is { } json
            ? JsonSerializer.Deserialize<BankAccount>(json)
            : null;

    /// <summary>The account a payout went to, of the copy it keeps: nothing before it is in a file for the bank.</summary>
    public async Task<BankAccount?> Bank(Payout payout, UserId? reader, string reason, CancellationToken ct) =>
        await Open(payout.AccountCipher, SensitiveColumns.ForBank(payout.ProducerId), reader, reason, ct) is { } json
            ? JsonSerializer.Deserialize<BankAccount>(json)
            : null;

    /// <summary>The account that a refund by hand goes to; nothing before an officer has written it down.</summary>
    public async Task<RefundAccount?> Account(RefundId refund, UserId? reader, string reason, CancellationToken ct) =>
        await Open(
            await db.Refunds.Where(row => row.Id == refund).Select(row => row.AccountCipher).SingleOrDefaultAsync(ct), SensitiveColumns.ForAccount(refund), reader, reason, ct) is { } json
            ? JsonSerializer.Deserialize<RefundAccount>(json)
            : null;

    private async Task<string?> Open(byte[]? cipher, string purpose, UserId? reader, string reason, CancellationToken ct)
    {
        if (cipher is null)
        {
            return null;
        }

        await Log(purpose, reader, reason, ct);
        return protector.Unprotect(cipher, purpose);
    }

    private async Task Log(string subject, UserId? reader, string reason, CancellationToken ct)
    {
        var entry = new AuditEvent { At = clock.GetUtcNow(), ActorId = reader, Action = Action, Subject = subject, Detail = reason };
        if (db.Database.CurrentTransaction is not null)
        {
            db.AuditEvents.Add(entry);
        }
        else
        {
            await Store(entry, ct);
        }
    }

    private async Task Store(AuditEvent entry, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        own.AuditEvents.Add(entry);
        using var turn = await gate.Enter(ct);
#pragma warning disable RS0030 // A read has no unit of work, and its log must be stored before anyone sees the answer.
        await own.SaveChangesAsync(ct);
#pragma warning restore RS0030
    }
}

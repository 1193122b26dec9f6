using Marketplace.Domain.Common;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Marketplace.Infrastructure.Data;

internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    value => value.UtcDateTime, value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)));

internal sealed class CurrencyConverter() : ValueConverter<Currency, string>(value => value.Code, code => Currency.Of(code));

/// <summary>Big-endian, so that version 7 identifiers sort by time as bytes on both databases.</summary>
internal sealed class GuidConverter() : ValueConverter<Guid, byte[]>(value => value.ToByteArray(true), bytes => new Guid(bytes, true));

internal sealed class EntityIdConverter<TId>() : ValueConverter<TId, byte[]>(id => id.Value.ToByteArray(true), bytes => FromBytes(bytes))
    where TId : struct, IEntityId<TId>
{
    private static TId FromBytes(byte[] bytes) => TId.From(new Guid(bytes, true));
}

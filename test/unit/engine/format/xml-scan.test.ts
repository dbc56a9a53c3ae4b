import { describe, expect, it } from 'vitest';
import { escapeXml, scanXml } from '../../../../src-engine/format/xml-scan.ts';

const leaf = (text: string, name: string): string | undefined => scanXml(text).leaves.get(name);

describe('XML leaves', () => {
  it('finds leaf elements by local name', () => {
    const xml = scanXml(
      '<?xml version="1.0"?><!-- <lx>9</lx> --><i:ildgFormat xmlns:i="a>b"><i:lx> 4 </i:lx><x/><lt>8</lt></i:ildgFormat>\n',
    );
    expect(xml).toMatchObject({ root: 'ildgFormat', fault: undefined });
    expect(Object.fromEntries(xml.leaves)).toEqual({ lx: '4', lt: '8' });
  });

  it('knows the five entities and character numbers, and nothing else', () => {
    expect(leaf('<a>&lt;&amp;&quot;&apos;&gt;&#65;&#x42;&bomb;&#0;</a>', 'a')).toBe('<&"\'>AB&bomb;&#0;');
    expect(leaf('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'a')).toBe('&b;');
    expect(leaf(`<a>${escapeXml('x < "y" & \'z\'')}</a>`, 'a')).toBe('x < "y" & \'z\'');
  });

  it('keeps the first of repeated elements', () => {
    expect(leaf('<r><p>1</p><p>2</p></r>', 'p')).toBe('1');
  });

  it('reads on past broken markup and says what is broken', () => {
    const quote = scanXml('<f schema="a b><version>1</version><lx>4</lx></f>');
    expect(quote.leaves.get('lx')).toBe('4');
    expect(quote.fault).toContain('quotation mark is missing in <f>');
    expect(scanXml('<a><b>1</b>').fault).toContain('<a> is not closed');
    expect(scanXml('<a><b>1</a></b>').fault).toContain('</a> does not close');
    expect(scanXml('<a').fault).toContain('not closed');
    expect(scanXml('<!-- x').fault).toContain('no --> follows <!--');
    expect(scanXml('no markup')).toMatchObject({ root: undefined, fault: undefined });
  });

  it('stays linear and flat on hostile input', () => {
    expect(scanXml('<a>'.repeat(20_000)).fault).toContain('nested too deeply');
    expect(scanXml('<'.repeat(60_000)).fault).toBeDefined();
    expect(scanXml('<a "'.repeat(10_000)).fault).toBeDefined();
    expect(scanXml(`<a>${'&amp'.repeat(15_000)}</a>`).leaves.size).toBe(1);
  });
});
